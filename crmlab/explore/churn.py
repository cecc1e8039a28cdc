"""Lesson 05: how many save offers pay, and in which order."""

from crmlab.churn import uplift_curve
from crmlab.figures.churn import offers_pay

LETTER = 3  # CNY
TEXT = {
    "title": "By {name}, {best:,} offers earn the most: ¥{money:,.0f}\n{setting}",
    "none": "No offer pays\n{setting}",
    "setting": "Worth kept ¥{worth}, discount ¥{discount}, used by {use:.0%}",
}


def save_offers(curves, worth=150, discount=12, take_up=0.75):
    """Draw what save offers earn against their number, for each order of sending.

    curves    {name of the order: frame as ``churn.uplift_curve`` returns it}
    worth     of a subscriber who is kept, CNY;  discount  of one who uses it, CNY
    take_up   share of those treated who use the discount
    Returns Axes. A letter costs 3 CNY.
    """
    lines = {}
    for name, table in curves.items():
        cost = (LETTER + take_up * discount) * table.index
        lines[name] = worth * table["uplift"] - cost
    name = max(lines, key=lambda way: lines[way].max())
    best = lines[name].idxmax()
    setting = TEXT["setting"].format(worth=worth, discount=discount, use=take_up)
    words = {"name": name, "best": best, "money": lines[name][best]}
    title = TEXT["title" if best else "none"].format(setting=setting, **words)
    return offers_pay(lines, title=title)


def curves_of(scores, trial):
    """The curves of a trial for each score: {name: score of each subscriber}."""
    return {
        name: uplift_curve(score, trial["stayed"], trial["offered"])
        for name, score in scores.items()
    }
