"""Other plans that are nearly as good."""
