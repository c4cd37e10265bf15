"""Packaged numbers: elements, prices, sources and scenarios."""
