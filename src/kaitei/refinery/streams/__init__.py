"""The streams of the plant, by mineral and by ion, unit by unit, and what they balance."""
