"""The coach's eye: thirty things an experienced coach sees at a glance, looked for in exported plans.

A third pair of eyes besides the solver and the auditor: it reads the plan file, the scenario and the
catalogue, and no rule, bound or verdict. Run it as ``python -m tests.eye`` (or ``make eye``).
"""
