"""Text in and out: read within bounds, found, written whole or not at all."""
