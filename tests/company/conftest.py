"""Companies of ten seeds, made once a session for the tests of recovery."""

import pytest

from crmlab.company.simulation import tell


@pytest.fixture(scope="session")
def stories():
    """What happened at the companies of seeds 1 to 10, at the default size."""
    return {seed: tell(seed, 6000) for seed in range(1, 11)}
