"""Advice: when a patient may be injected again, what the note must hold, and what mends a finding.

Nothing here knows a rule of its own: every answer comes from running the edits, or from reading what they ask.
"""
