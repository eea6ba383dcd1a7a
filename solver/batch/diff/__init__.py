"""Two batches side by side: what was edited, and what becomes of whose plan."""
