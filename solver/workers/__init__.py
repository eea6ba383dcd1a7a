"""How work is done: tasks side by side, processes beside this one, and when Python looks for garbage."""
