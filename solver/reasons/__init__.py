"""Why: which rules cannot hold together, what would help, what a rule costs, why a session is where it is."""
