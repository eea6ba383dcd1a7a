"""Each solver as a program that plans one scenario and tells what it finds, line by line as JSON.

A line holds a `point` (seconds, should, prefer), or at the end `done` with all else. Seconds count from
before the scenario is read; starting Python and importing are not in it.
"""
