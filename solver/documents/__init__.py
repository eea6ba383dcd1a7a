"""The files that a coach writes, as typed and validated documents."""
