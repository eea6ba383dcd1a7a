"""Processes beside this one, and what they are given to do."""
