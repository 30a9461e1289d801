"""National provider identifiers, remembered: a file names the same few again and again."""

from __future__ import annotations

from functools import lru_cache

from tautband.model.identifiers import is_national_provider_identifier


@lru_cache(maxsize=65536)
def is_npi(text: str) -> bool:
    """Whether the text has the form of an NPI and the right check digit. It may never have been given out."""
    return is_national_provider_identifier(text)
