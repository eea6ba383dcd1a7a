"""The handbook: a rulebook as a document that a coach hands to athletes and assistants."""
