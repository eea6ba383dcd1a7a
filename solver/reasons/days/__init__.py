"""Why a day is as it is."""
