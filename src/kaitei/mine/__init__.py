"""The mine: which mud is taken from which block in which year."""
