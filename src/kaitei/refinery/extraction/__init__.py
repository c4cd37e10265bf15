"""Solvent extraction: distribution of the elements, closed forms of cascades, and the general cascade.

The chain does not use it yet: ``refinery.refine`` still rests on the closed forms of ``separation``.
"""
