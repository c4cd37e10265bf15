"""Shocks of supply: what happened or may happen, as events in files or as drawn futures, in one flat form."""
