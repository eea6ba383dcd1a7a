"""The sheets of a workbook, one file each, and what they have in common."""
