"""Solvent extraction: distribution of the elements, closed forms of cascades, and the general cascade.

The chain's train rests on constant separation factors (``kaitei.refinery.train``); this is the rigorous cascade, with
acid and extractant followed from stage to stage, that the tests hold it against.
"""
