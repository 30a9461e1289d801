"""Profiles of Hypothesis: the default one for every run, `soak` (`--hypothesis-profile=soak`) for nights."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

settings.register_profile(
    "default",
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.register_profile("soak", settings.get_profile("default"), max_examples=10_000)
settings.load_profile("default")
