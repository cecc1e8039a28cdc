"""Lesson 08b: what limits and rules find, and how often they ring for nothing."""

from crmlab.figures.quality import control_chart
from crmlab.quality import NELSON, WESTERN_ELECTRIC, shewhart_run_length, signals

BEYOND = "1 beyond 3σ"  # replaced here by the chosen width
RULES = {
    "beyond the limits": [],
    "Western Electric": WESTERN_ELECTRIC,
    "Nelson": NELSON,
}
TEXT = {
    "x": "day",
    "title": (
        "Limits at {width:.1f}σ, {rules}: {found},\n"
        "{false} false alarms on {quiet} quiet days; by formula {hope:.1f}"
    ),
    "found": "found on day {day}",
    "missed": "cause not found",
}


def limits_and_rules(chart, cause, base, y, width=3.0, rules="beyond the limits"):
    """Draw a chart again with other limits and rules, and count what rings.

    chart  frame as crmlab.quality makes it, limits three σ from the centre
    cause  Series of True and False by the same points: those of one special cause
    base   how many points set the limits;  y  label of the axis
    width  where the limits stand, in σ;  rules  one of ``RULES``, beside the limits
    Returns Axes.
    """
    drawn = chart.copy()
    for side in ("lower", "upper"):
        reach = (chart[side] - chart["centre"]) * width / 3
        drawn[side] = (chart["centre"] + reach).round(12)  # so that 0 stays 0
    rings = (drawn["value"] > drawn["upper"]) | (drawn["value"] < drawn["lower"])
    others = [rule for rule in RULES[rules] if rule != BEYOND]
    if others:
        rings |= signals(chart, others).any(axis=1)
    after = rings.index[base:]
    quiet = after[~cause[after]]
    during = rings[cause]
    found = TEXT["missed"]
    if during.any():
        found = TEXT["found"].format(day=during.to_numpy().argmax() + 1)
    hope = len(quiet) / shewhart_run_length(0, width)  # by the limits alone
    words = {"false": rings[quiet].sum(), "quiet": len(quiet), "hope": hope}
    title = TEXT["title"].format(width=width, rules=rules, found=found, **words)
    return control_chart(drawn, rings, x=TEXT["x"], y=y, title=title, base=base)
