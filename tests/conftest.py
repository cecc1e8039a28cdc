"""Every figure that a test leaves behind is looked at, then closed."""

import sys

import pytest
from figure_checks import hard_to_read

from crmlab import figures

MOST = 3  # figures of one test; a loop over a widget's settings draws many alike


@pytest.fixture(autouse=True)
def figures_are_legible():
    yield
    plt = sys.modules.get("matplotlib.pyplot")
    if plt is None:
        return
    try:
        left = [plt.figure(number) for number in plt.get_fignums()[:MOST]]
        finished = [figure for figure in left if figures.faults(figure) == []]
        faults = [fault for figure in finished for fault in hard_to_read(figure)]
        assert not faults, "; ".join(faults)
    finally:
        plt.close("all")
