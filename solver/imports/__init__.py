"""Plans from files that others made: a reader for each format, and what all of them share."""
