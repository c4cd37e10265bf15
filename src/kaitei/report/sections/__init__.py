"""The sections of the report; each function takes a Run and gives a Section, or None when the run lacks its numbers."""
