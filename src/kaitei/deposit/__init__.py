"""The deposit: grades of 24 cells, the rich layer in them, the mud, and what is minable in which order."""
