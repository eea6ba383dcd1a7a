"""Instances made from seeds, and how fast and how good the planner is on them: `python -m tests.bench`."""
