"""How long the property tests run: CLAIMCHECK_PROFILE is "quick" (100 examples, the default), "brief" (10), "ci" (1,000) or "long"."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

# Laws are also called from tests that break the library first, hence by other executors than their own.
SPARED = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.differing_executors]

# The same examples in every run, so that a change is judged by what it changes; "long" is the search for new ones.
settings.register_profile(
    "quick", max_examples=100, deadline=None, suppress_health_check=SPARED, derandomize=True
)
settings.register_profile(
    "brief", max_examples=10, deadline=None, suppress_health_check=SPARED, derandomize=True
)
settings.register_profile(
    "ci",
    max_examples=1000,
    deadline=None,
    suppress_health_check=SPARED,
    print_blob=True,
    derandomize=True,
)
settings.register_profile(
    "long", max_examples=50_000, deadline=None, suppress_health_check=SPARED, print_blob=True
)
settings.load_profile(os.environ.get("CLAIMCHECK_PROFILE", "quick"))
