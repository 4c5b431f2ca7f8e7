"""What every test shares: failures of conformance checks explain themselves, slow machines break no deadline."""

from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from multiprocessing import get_context

import pytest
from hypothesis import HealthCheck, settings

pytest.register_assert_rewrite("tests.conformance")
settings.register_profile("suite", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("suite")


@pytest.fixture(scope="session")
def pool() -> Iterator[Executor]:
    """Two workers that keep the rules they have compiled."""
    with ProcessPoolExecutor(2, get_context("spawn")) as executor:
        yield executor
