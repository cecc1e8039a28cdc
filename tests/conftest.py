"""Every figure that a test leaves behind is looked at, then closed."""

import sys

import pytest
from chromium import browser  # noqa: F401  (a fixture)
from figure_checks import hard_to_read, told_by_colour_alone

from crmlab import figures

MOST = 3  # figures of one test; a loop over a widget's settings draws many alike


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call():
    """Part of each test, so that no fixture of its file closes a figure before."""
    try:
        yield
        assert not faults_of_figures()
    finally:
        plt = sys.modules.get("matplotlib.pyplot")
        if plt is not None:
            plt.close("all")


def faults_of_figures():
    plt = sys.modules.get("matplotlib.pyplot")
    if plt is None:
        return []
    left = [plt.figure(number) for number in plt.get_fignums()[:MOST]]
    finished = [figure for figure in left if figures.faults(figure) == []]
    looks = (hard_to_read, told_by_colour_alone)
    return [fault for figure in finished for look in looks for fault in look(figure)]
