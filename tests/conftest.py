"""Settings all tests share."""

from __future__ import annotations

import os

# The sentence encoder multiplies small matrices; more threads only get into each other's way.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "foedus", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile("foedus")


@pytest.fixture(scope="session")
def foedus_data() -> Path:
    """Folder of the reference data sets, given by ``FOEDUS_DATA``; the test skips without it."""
    folder = os.environ.get("FOEDUS_DATA")
    if not folder or not Path(folder).is_dir():
        pytest.skip("set FOEDUS_DATA to the folder of the reference data sets")
    return Path(folder)
