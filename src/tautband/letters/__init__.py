"""Letters: the appeal of a denial and the packet of records, out of the record alone, as PDF and as text.

Every requirement is one the edits judge, every quotation stands in the note, and what is missing shows as missing.
"""
