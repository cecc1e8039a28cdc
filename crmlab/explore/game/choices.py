"""What can be chosen at the desk, and the words on it."""

import pandas as pd

from crmlab.game.quarter_page import as_table

HOUSE = "as the house"  # in a plan None; a list whose value is None shows nothing
LEVELS = {  # what can be chosen; in code, anything between the ends can
    "service": [0.0, 0.2, 0.3, 0.4, 0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.9, 1.0],
    "contact": ["basic", "reactive", "accountable", "proactive", "partnership"],
    "letter": [0.0, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4],
    "offer": [0.0, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4],
    "earn": [0.0, 0.01, 0.02, 0.03, 0.05, 0.1, 0.2],
    "recovery": [0.0, 0.2, 0.4, 0.6, 0.8, 0.9, 1.0],
}
ACQUISITION = [0.0, 0.25, 0.5, 0.75, 1.0, 1.1, 1.25, 1.5, 2.0, 3.0]
TEXT = {
    "report": "report",
    "group": "decide for",
    "everyone": "all groups",
    "groups": "groups",
    "usual": "as at the start of the year",
    "own": "as in the saved game",
    "new": "today's grades, bought in quarter {quarter}",
    "bought": "bought: {name}",
    "before": "The year before: profit by quarter",
    "so far": "After quarter {n}: ¥{gained:,.0f} thousand {side} than a year before",
    "more": "more",
    "less": "less",
    "acquisition": "money to win customers, times the house's",
    "labels": {
        "service": "service, 0 to 1",
        "contact": "kind of contact",
        "letter": "offer by letter",
        "offer": "standing offer",
        "earn": "points earned",
        "recovery": "complaints settled well",
    },
    "buy": "Buy {name}: ¥{price:,.0f}",
    "play": "Play quarter {quarter}: there is no way back",
    "playing": "Quarter {quarter} is being played",
    "head": "<h3>Quarter {quarter} of 4</h3><p>Budget of the year ¥{budget:,.0f}, of "
    "which ¥{left:,.0f} is not yet spoken for. This quarter may be planned to cost "
    "¥{most:,.0f}. Research so far: ¥{research:,.0f}.</p>",
    "over": "<h3>The year is over</h3><p>Profit of the four quarters: ¥{profit:,.0f}, "
    "after ¥{research:,.0f} for research.</p>",
    "plan": "<p>Planned for this quarter: <b>¥{cost:,.0f}</b>. {parts}.</p>{table}",
    "refused": "<p role='alert' style='color:#a3341f'><b>{why}</b></p>",
    "held out": "Half of each group will be held out of this quarter's plan.",
    "other": "{path} holds another game (seed {seed}, {scenario}); name another file.",
    "saved": "<p>Each quarter is saved in {path}.</p>",
}


def plan_levers(plan, acquisition=1.0):
    """What `Game.decide` takes, from the plan of a desk.

    plan  dict from group to dict from lever to value, None for as under the house
    """
    levers = {}
    for group, values in plan.items():
        for lever, value in values.items():
            if value is not None:
                levers.setdefault(lever, {})[group] = value
    return levers | {"acquisition": acquisition}


def plan_of(game):
    """The plan that a game's last decision amounts to, as the desk keeps it."""
    decision = _last(game)
    if decision is None:
        return {}
    return {g: row.dropna().to_dict() for g, row in decision.levers.iterrows()}


def acquisition_of(game):
    """The money for winning customers that was decided last."""
    decision = _last(game)
    return 1.0 if decision is None else decision.acquisition


def _last(game):
    return game.decided or (game.decisions[-1] if game.decisions else None)


def plan_table(plan):
    """What is decided, as an HTML table: a row a group, a column a lever."""
    changed = {
        group: {n: "–" if v is None else v for n, v in values.items()}
        for group, values in plan.items()
        if any(value is not None for value in values.values())
    }
    if not changed:
        return ""
    table = pd.DataFrame.from_dict(changed, orient="index", dtype=object).fillna("–")
    return as_table(table.rename_axis("group").sort_index())


def named(lever):
    """A lever's levels as they are shown, and as they are meant."""
    levels = ACQUISITION if lever == "acquisition" else LEVELS[lever]
    return [(said(lever, level), level) for level in levels]


def said(lever, value):
    """A lever's value in words."""
    if isinstance(value, str):
        return value
    share = lever in ("letter", "offer", "earn")
    return f"{value:.3g}" if not share else f"{100 * value:.3g}%"
