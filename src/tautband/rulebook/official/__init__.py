"""Official files that a user has: read, checked, kept by quarter, and laid over the shipped tables.

`formats/` reads what CMS, CDC, X12 and the practice publish, one file a format. `editions.py` keeps what was read in
the user's data directory. `lookups/` answers from it: on each day the edition whose turn it is, else the shipped table.
"""
