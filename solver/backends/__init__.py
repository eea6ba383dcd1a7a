"""The solvers: CP-SAT and GLOP, the only files that know OR-Tools and its models, and what they answer."""
