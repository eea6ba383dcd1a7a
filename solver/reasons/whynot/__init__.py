"""Why something else is not in the plan, or what it would cost."""
