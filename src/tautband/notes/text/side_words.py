"""A side in the short words that forms, tables and brackets write it in."""

from __future__ import annotations

SIDE_OF = {"r": "right", "right": "right", "rt": "right", "l": "left", "left": "left", "lt": "left"}
"""The side that a word of one side stands for."""
OPPOSITE = {"left": "right", "right": "left"}
"""The other side of one."""
