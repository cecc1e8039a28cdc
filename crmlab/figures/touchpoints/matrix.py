"""Figure: a responsibility matrix with its holes."""

import matplotlib.pyplot as plt
from matplotlib.patches import Rectangle

from crmlab.figures.alt import describe
from crmlab.figures.style import COLOURS

ROLES = ["responsible", "accountable", "consulted", "informed"]
TEXT = {
    "nobody": "nobody",
    "alt": (
        "Responsibility matrix of {count} touchpoints by four roles. Marked as faults: "
        "{faults}."
    ),
}


def matrix(owners, gaps, *, title):
    """Draw who is responsible, accountable, consulted and informed, faults in red.

    owners  frame with touchpoint and the four roles
    gaps    frame as ``touchpoints.responsibility_gaps`` returns it
    Returns Axes.
    """
    faults = {(row.touchpoint, row.role): row.fault for row in gaps.itertuples()}
    _, ax = plt.subplots(figsize=(7.5, 5.9))
    for row, owner in enumerate(owners.to_dict("records")):
        ax.text(-0.05, row, owner["touchpoint"], ha="right", va="center", size=11)
        for column, role in enumerate(ROLES):
            words = owner[role] if isinstance(owner[role], str) else ""
            fault = (owner["touchpoint"], role) in faults
            face = COLOURS["brick"] if fault else "white"
            box = Rectangle(
                (column, row - 0.45), 1, 0.9, facecolor=face, edgecolor="grey"
            )
            ax.add_patch(box)
            words = (words or (TEXT["nobody"] if fault else "–")).replace("; ", "\n")
            colour = "white" if fault else "black"
            ax.text(
                column + 0.5,
                row,
                words,
                ha="center",
                va="center",
                size=10,
                color=colour,
            )
    for column, role in enumerate(ROLES):
        ax.text(column + 0.5, -0.7, role, ha="center", weight="bold", size=11)
    ax.set(xlim=(-1.05, 4), ylim=(len(owners) - 0.5, -1.1))
    ax.axis("off")
    ax.set_title(title)
    said = [f"{touch}, {role}: {fault}" for (touch, role), fault in faults.items()]
    alt = TEXT["alt"].format(count=len(owners), faults="; ".join(said))
    return describe(ax, alt)
