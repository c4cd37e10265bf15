"""Landed mud to separated oxides: classification, leach, neutralisation, separation, residue."""
