"""Solids from liquid: thickening, filtration, centrifuging, and washing the liquor out of what is left."""
