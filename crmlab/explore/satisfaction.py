"""Lesson 07: what you found against what you expected, and a Kano card to fill in."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import ListedColormap

from crmlab.figures import COLOURS, describe
from crmlab.figures.satisfaction.kano import DARK, FILL
from crmlab.figures.style import INK
from crmlab.satisfaction import ANSWERS, CATEGORIES, EVALUATION_TABLE

NEAR = 1  # points: customers this close in expectation are counted together
FEWEST = 5  # customers behind a mean that is drawn

TEXT = {
    "met title": (
        "Expected {expected}, found {found}: satisfaction {mean:.1f}\n"
        "{size} customers near; of all who found {found}, {everybody:.1f}"
    ),
    "nobody title": "Expected {expected}, found {found}: too few such customers",
    "met x": "quality found (1 to 10)",
    "met y": "satisfaction, mean (1 to 10)",
    "all": "all",
    "these": "expected {expected}, give or take one",
    "met alt": (
        "Mean satisfaction by quality found, for all customers and for those who "
        "expected {expected}, give or take one. At found {found}: {mean:.1f} among "
        "{size} of them, {everybody:.1f} among all."
    ),
    "card title": "{feature}\nYour answers: {category}. So say {share:.0%} of {size}",
    "card x": "and if we did not have it?",
    "card y": "how would you feel if we had it?",
    "card alt": (
        "Evaluation table of the Kano questionnaire with the share of customers in "
        "each cell. With it {with_it}, without it {without}: {category}, as for "
        "{share:.0%} of {size} customers."
    ),
}


def expected_and_found(answers, expected=8, found=7):
    """Draw satisfaction by quality found, for those who expected so much and for all.

    answers   frame with expected, found, satisfied (1 to 10), one row a customer
    expected  points; customers within one of it are drawn
    found     points; the place that is read off
    Returns Axes.
    """
    values = answers.to_numpy(dtype=float)
    near = np.abs(values[:, 0] - expected) <= NEAR
    _, ax = plt.subplots()
    words = {"expected": expected, "found": found}
    whole, _ = _means(values)
    mine, size = _means(values[near])
    scale = np.arange(1, 11)
    ax.plot(scale, whole, color=COLOURS["pale"], linewidth=5, label=TEXT["all"])
    label = TEXT["these"].format(expected=expected)
    ax.plot(scale, mine, color=COLOURS["navy"], marker="o", label=label)
    words |= {"mean": mine[found - 1], "everybody": whole[found - 1]}
    words["size"] = size[found - 1]
    known = size[found - 1] >= FEWEST
    if known:
        ax.plot(found, mine[found - 1], "D", color=COLOURS["brick"], markersize=11)
    ax.set(xlim=(0.5, 10.5), ylim=(1, 10), xlabel=TEXT["met x"], ylabel=TEXT["met y"])
    ax.set_xticks(scale)
    ax.legend(loc="lower right")
    ax.set_title(TEXT["met title" if known else "nobody title"].format(**words))
    return describe(ax, TEXT["met alt"].format(**words))


def _means(values):
    """Mean satisfaction at each quality from 1 to 10, empty for few, and how many."""
    found = values[:, 1].astype(int)
    size = np.bincount(found, minlength=11)[1:11]
    total = np.bincount(found, values[:, 2], minlength=11)[1:11]
    means = np.full(10, np.nan)
    enough = size >= FEWEST
    means[enough] = total[enough] / size[enough]
    return means, size


def kano_card(answers, feature="card", with_it="like", without="neutral"):
    """Draw the evaluation table with your two answers, and how others answered.

    answers  Series of counts by feature, functional and dysfunctional (three levels of
             the index, as ``groupby(...).size()`` makes it), so that a redraw does not
             count again
    feature  which feature; with_it, without: your answers
    Returns Axes.
    """
    shares, size = shares_of_answers(answers, feature)
    letters = EVALUATION_TABLE.to_numpy()
    place = ANSWERS.index(with_it), ANSWERS.index(without)
    alike = shares[letters == letters[place]].sum()
    ax = _table_of(letters, shares)
    box = plt.Rectangle(place[::-1], 1, 1, fill=False, edgecolor=INK, linewidth=4)
    ax.add_patch(box)
    words = {"feature": feature.replace("_", " "), "share": alike, "size": size}
    words |= {"with_it": with_it, "without": without}
    words["category"] = CATEGORIES[letters[place]]
    ax.set_title(TEXT["card title"].format(**words))
    return describe(ax, TEXT["card alt"].format(**words))


def shares_of_answers(answers, feature):
    """Share of each pair of answers, an array 5 × 5 as the table has it; how many."""
    table = answers[feature].unstack().reindex(index=ANSWERS, columns=ANSWERS)
    counts = table.fillna(0).to_numpy()
    return counts / counts.sum(), int(counts.sum())


def _table_of(letters, shares):
    """Axes with one coloured cell a pair of answers: its category, and its share."""
    _, ax = plt.subplots(figsize=(7.5, 4.6))
    colour = np.vectorize(list(FILL).index)(letters)
    palette = ListedColormap([COLOURS[name] for name in FILL.values()])
    grid = {"edgecolor": "white", "linewidth": 3, "vmin": 0, "vmax": len(FILL) - 1}
    ax.pcolormesh(colour, cmap=palette, **grid)
    for (y, x), letter in np.ndenumerate(letters):
        words = f"{letter}  {shares[y, x]:.0%}" if shares[y, x] >= 0.005 else letter
        ink = "white" if letter in DARK else "black"
        ax.text(x + 0.5, y + 0.5, words, ha="center", va="center", color=ink)
    ax.set_xticks(np.arange(5) + 0.5, ANSWERS)
    ax.set_yticks(np.arange(5) + 0.5, ANSWERS)
    ax.set(xlim=(-0.03, 5.03), ylim=(5.03, -0.03), xlabel=TEXT["card x"])
    ax.set_ylabel(TEXT["card y"])
    ax.grid(False)
    ax.tick_params(length=0)
    return ax
