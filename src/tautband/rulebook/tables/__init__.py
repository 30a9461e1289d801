"""Look-ups in the reference tables by date: pairs, units, diagnoses, codes, drugs, fees, places, contractors, muscles.

`Tables.open()` gives them all. Every look-up has an answer for what is not in its table, and none defaults.
"""

from tautband.rulebook.tables.opening import Tables

__all__ = ["Tables"]
