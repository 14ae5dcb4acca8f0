"""How long the property tests run: CLAIMCHECK_PROFILE is "quick" (100 examples, the default), "brief" (10), "ci" (1,000) or "long"."""

from __future__ import annotations

import os
from collections.abc import Generator

import pytest
from hypothesis import HealthCheck, settings

from claimcheck.errors import MissingExtra

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


if os.environ.get("CLAIMCHECK_WITHOUT_EXTRAS"):
    # Only where it is asked for: elsewhere a missing extra is a mistake of the set-up, and must fail.

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_setup(item: pytest.Item) -> Generator[None, None, None]:
        """A fixture that needs an extra is passed over with the name of the extra."""
        try:
            yield
        except MissingExtra as missing:
            pytest.skip(str(missing))

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(item: pytest.Item) -> Generator[None, None, None]:
        """A test that needs an extra is passed over with the name of the extra."""
        try:
            yield
        except MissingExtra as missing:
            pytest.skip(str(missing))
