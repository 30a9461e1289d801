"""How many batches of claims each property is tried on."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

SOAK = "soak"
EVERY_RUN, AT_NIGHT = 60, 10_000


def examples() -> int:
    """Of one property: the profile says."""
    return AT_NIGHT if settings.get_current_profile_name() == SOAK else EVERY_RUN


def effort(times: int = 1) -> settings:
    """The settings of a property that deserves so many times the usual number."""
    unhurried = [HealthCheck.too_slow, HealthCheck.data_too_large]
    return settings(max_examples=times * examples(), deadline=None, suppress_health_check=unhurried)
