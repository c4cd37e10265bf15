"""The pilot plant for coal refuse of the University of Kentucky, as PrOMMiS models it.

Two leach tanks, a rougher of solvent extraction (load, scrub, strip), a cleaner (load, strip), oxalate, roaster; six
streams go back. ``docs/theory/refinery.md`` says what is odd about it. ``plant`` holds what is given, ``passes`` the
compiled solution, ``streams`` what flows where.
"""
