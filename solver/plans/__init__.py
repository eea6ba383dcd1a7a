"""Plans as plain data: their files, what they were made from, what they ask of an athlete."""
