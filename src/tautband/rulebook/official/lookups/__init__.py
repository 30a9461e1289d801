"""Look-ups that lay loaded editions over the shipped tables, one file a table, by the rule of `calendar.py`.

Each is the shipped look-up with the same questions and answers, so that no other room need know what was loaded.
"""
