"""Who has bought, of all those who might."""

import numpy as np


def buyers(story):
    """Rows of the people who bought in the history or the half-year after, in order."""
    bought = np.zeros(len(story.people.frame), bool)
    bought[story.life.events["who"]] = True
    return np.flatnonzero(bought)
