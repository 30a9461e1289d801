"""A profile of Hypothesis for nights: `pytest --hypothesis-profile=soak tests/properties`."""

from __future__ import annotations

from hypothesis import settings

from properties.effort import SOAK

settings.register_profile(SOAK, settings.get_profile("default"))
