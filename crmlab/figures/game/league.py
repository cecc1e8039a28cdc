"""Figure of the league: how teams stand."""

import matplotlib.pyplot as plt

from crmlab.figures.alt import describe
from crmlab.figures.style import COLOURS

MOST = 25  # teams on a figure
THOUSAND = 1_000
TEXT = {
    "gain": "profit and equity above doing nothing, thousand CNY",
    "team": "team",
    "of": "The {shown} best of {all} teams, by gain",
    "standings": (
        "Dots with a line from the least to the most of the lucks, by team, {label}: "
        "{rows}."
    ),
    "row": "{team} {both_gain:,.0f} ({least:,.0f} to {most:,.0f})",
}


def standings(table):
    """Draw how the teams of a league stand, the best on top.

    table  frame as ``crmlab.game.league`` returns it; teams without a score are left
           out, and so is who comes after the first 25
    Returns Axes; the title says how many teams are shown.
    """
    scored = table.dropna(subset="both_gain")
    shown = scored.head(MOST)
    numbers = shown[["both_gain", "least", "most"]].astype(float) / THOUSAND
    height = max(3.2, 1.6 + 0.36 * len(shown))
    _, ax = plt.subplots(figsize=(7.5, height))
    places = range(len(shown))
    ax.hlines(places, numbers["least"], numbers["most"], color=COLOURS["teal"])
    ax.plot(numbers["both_gain"], places, "o", color=COLOURS["navy"])
    ax.axvline(0, color="grey", linewidth=1)
    ax.set_yticks(places, [_short(team) for team in shown["team"]])
    ax.invert_yaxis()
    ax.margins(y=0.6 / max(len(shown), 1))
    ax.grid(axis="x")
    ax.grid(False, axis="y")
    ax.set(xlabel=TEXT["gain"], ylabel=TEXT["team"])
    ax.set_title(TEXT["of"].format(shown=len(shown), all=len(scored)))
    rows = zip(shown["team"], numbers.to_dict("records"), strict=True)
    said = "; ".join(TEXT["row"].format(team=team, **row) for team, row in rows)
    return describe(ax, TEXT["standings"].format(label=TEXT["gain"], rows=said))


def _short(team):
    """A team's name as it fits beside an axis; no dollar sign begins a formula."""
    name = " ".join(str(team).split()).replace("$", r"\$")
    return name if len(name) <= 24 else f"{name[:23]}…"
