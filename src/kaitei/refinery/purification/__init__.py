"""Liquor made clean: what pH, phosphate and oxalate throw down, and oxalate turned into oxide."""
