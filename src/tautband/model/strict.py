"""The one base class of every noun: frozen, and closed to keys nobody declared."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Strict(BaseModel):
    """A record that refuses unknown keys and cannot be changed after it is made."""

    model_config = ConfigDict(extra="forbid", frozen=True)
