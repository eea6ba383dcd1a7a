"""Other solvers on the same task, each in a process of its own, with one thread.

A process, since some of them cannot be loaded beside OR-Tools. What is not installed is left out, with a word.
"""
