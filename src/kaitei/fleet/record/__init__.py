"""A user's own weather record: declared in the scenario, read from its file, laid on an hourly grid of whole years."""
