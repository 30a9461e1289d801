"""How claims and payments travel: X12 files read and written."""
