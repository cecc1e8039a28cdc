"""Lesson 02: how close can we be to these customers, at this margin?"""

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

from crmlab.figures import COLOURS, describe
from crmlab.figures.style import whole
from crmlab.relationship import choose_relationship, relationship_net

# Said here, for finding the places anew at each redraw takes too long.
PLACES = {"left": 0.19, "right": 0.97, "bottom": 0.26, "top": 0.84}

TEXT = {
    "title": "Best: {kind}, ¥{net:,.0f} a year\nIt needs {needs:.2f} account managers",
    "x": "kind of relationship (gain is over basic)",
    "y": "net gain, CNY a year",
    "best": "best that can be done",
    "other": "possible",
    "too many": "needs more managers",
    "alt": (
        "Bars of the net gain of five kinds of relationship with {customers:,} "
        "customers of ¥{margin:,} a year, if each step closer adds {gain}% and there "
        "are {managers:g} account managers: {bars}. Best that can be done: {kind}."
    ),
}


def weigh_relationships(contact_costs, customers, margin, gain, managers):
    """What each kind of relationship would bring a segment, and which is best.

    contact_costs  frame: contact_type, cost, customers_per_head
    customers      number of customers in the segment
    margin         CNY a customer and year
    gain           per cent of the margin that each step closer adds
    managers       account managers for the segment
    Returns a frame, one row a kind: net (CNY a year), needs (account managers),
    possible, best.
    """
    segment = pd.DataFrame({"customers": [customers], "margin": [float(margin)]})
    net = relationship_net(segment["margin"], contact_costs, gain / 100).loc[0]
    per_head = contact_costs.set_index("contact_type")["customers_per_head"]
    needs = (customers / per_head.astype(float)).fillna(0).to_numpy()
    best = choose_relationship(segment, contact_costs, gain / 100, managers).loc[0]
    return pd.DataFrame(
        {
            "net": net * customers,
            "needs": needs,
            "possible": needs <= managers,
            "best": net.index == best["kind"],
        }
    )


def relationships(contact_costs, customers=150, margin=4000, gain=3, managers=0.5):
    """Draw what each kind of relationship would bring, the best in a dark colour.

    contact_costs, customers, margin, gain, managers  as in ``weigh_relationships``
    Returns Axes.
    """
    table = weigh_relationships(contact_costs, customers, margin, gain, managers)
    _, ax = plt.subplots(layout="none", gridspec_kw=PLACES)
    looks = {
        "best": (table["best"], {"color": COLOURS["navy"]}),
        "other": (table["possible"] & ~table["best"], {"color": COLOURS["teal"]}),
        "too many": (
            ~table["possible"],
            {"color": COLOURS["pale"], "hatch": "//", "edgecolor": "grey"},
        ),
    }
    places = np.arange(len(table))
    for name, (rows, look) in looks.items():
        bars = table["net"].where(rows)
        ax.bar(places, bars.fillna(0), width=0.6, label=TEXT[name], **look)
    ax.axhline(0, color="black", linewidth=1, linestyle="-")
    reach = max(abs(table["net"].max()), customers * margin * 0.02)
    ax.set(xlabel=TEXT["x"], ylabel=TEXT["y"], ylim=(-1.5 * reach, 1.5 * reach))
    ax.set_xticks(places, table.index)
    ax.yaxis.set_major_formatter(whole)
    ax.legend(loc="upper center", bbox_to_anchor=(0.5, -0.2), ncols=3)
    chosen = table[table["best"]].iloc[0]
    words = {"kind": chosen.name, "net": chosen["net"], "needs": chosen["needs"]}
    ax.set_title(TEXT["title"].format(**words))
    said = {"customers": customers, "margin": margin, "gain": gain}
    bars = ", ".join(f"{kind} {net:,.0f}" for kind, net in table["net"].items())
    bars = bars.replace(" -", " −")
    said |= {"managers": managers, "bars": bars, "kind": chosen.name}
    return describe(ax, TEXT["alt"].format(**said))
