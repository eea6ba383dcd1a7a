"""The search for the best plan: first plans, windows, bounds, level by level."""
