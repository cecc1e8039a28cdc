"""Lesson 08a: a sample drawn again and again, as one chooses its way and its size."""

import matplotlib.pyplot as plt
import numpy as np

from crmlab.figures import COLOURS, describe
from crmlab.figures.style import INK
from crmlab.survey import repeated_means

TIMES = 200  # draws for each redraw
BY = {"proportional": "stratum", "optimal": "stratum", "cluster": "branch"}
WIDEST = 100  # the axis holds four errors of a simple sample of so many people

TEXT = {
    "people": "{n} people",
    "branches": "all of {clusters} branches",
    "title": "{way}, {who}:\n19 of 20 means within ±{reach:,.1f} of {truth:,.1f}",
    "x": "mean of a sample ({unit})",
    "y": "draws, of {times}",
    "alt": (
        "Histogram of {times} means of a sample, {way}, {who}. The truth is "
        "{truth:,.1f}; 19 of 20 draws are within {reach:,.1f} of it."
    ),
}


def drawn_again(population, way="simple", n=500, of="index"):
    """Draw where the means of many samples lie, for one way of drawing and one size.

    population  frame, a row a person, with the column asked for, stratum and branch
    way         as in ``survey.repeated_means``; of a cluster sample, whole branches
                are drawn, as many as hold about n people
    n           people;  of  the column
    Returns Axes.
    """
    values = population[of].to_numpy(float)
    truth = values.mean()
    clusters = max(round(n * population["branch"].nunique() / len(values)), 1)
    count = clusters if way == "cluster" else n
    means = repeated_means(
        population, of, count, way, BY.get(way), times=TIMES
    ).to_numpy()
    reach = np.quantile(np.abs(means - truth), 0.95)
    far = 4 * values.std() / np.sqrt(WIDEST)
    _, ax = plt.subplots()
    shown = means.clip(truth - far, truth + far)
    edges = np.linspace(truth - far, truth + far, 41)
    ax.hist(shown, edges, color=COLOURS["teal"])
    ax.axvline(truth, color=INK, linewidth=2, linestyle="-")
    who = TEXT["branches" if way == "cluster" else "people"]
    words = {"way": way, "who": who.format(n=n, clusters=clusters), "reach": reach}
    words |= {"truth": truth, "times": TIMES}
    ax.set(xlabel=TEXT["x"].format(unit=of), ylabel=TEXT["y"].format(times=TIMES))
    ax.set_title(TEXT["title"].format(**words))
    return describe(ax, TEXT["alt"].format(**words))
