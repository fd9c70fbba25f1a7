"""The keeping of what was read: tables, saving, questions."""
