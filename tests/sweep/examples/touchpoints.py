"""Clean calls of the methods of crmlab.touchpoints."""

import numpy as np
import pandas as pd

from crmlab import touchpoints as tp
from crmlab.touchpoints.records import FIELDS

HOURS = pd.date_range("2025-01-06", periods=336, freq="h")  # two whole weeks
CONTACT = ["phone", "city"]
LOG = ["step", "channel", "outcome"]
SALE = ["journey_id", "step", "channel", "what"]
RECORDS = ["r1", "r2", "r3", "r4", "r5"]


def log(*names):
    """The log: journey, time and these columns."""
    return whole_log()[["journey_id", "time", *names]]


def whole_log():
    rows = [
        ("j1", "c1", "desire", "advert", "seen", "went on"),
        ("j1", "c1", "choice", "web", "chose", "went on"),
        ("j1", "c1", "order", "web", "ordered", "done"),
        ("j1", "c1", "payment", "web", "paid", "done"),
        ("j2", "c2", "information", "search", "asked", "left"),
        ("j3", "c3", "desire", "advert", "seen", "went on"),
        ("j3", "c3", "understanding", "shop", "tasted", "went on"),
        ("j3", "c3", "choice", "web", "chose", "left"),
        ("j3", "c3", "payment", "web", "paid", "failed"),
        ("j4", "c2", "choice", "shop", "chose", "went on"),
        ("j4", "c2", "order", "shop", "ordered", "done"),
    ]
    names = ["journey_id", "customer_id", "step", "channel", "what", "outcome"]
    table = pd.DataFrame(rows, columns=names)
    hours = np.arange(len(table)) ** 2 * 3
    return table.assign(time=pd.Timestamp("2025-01-06") + pd.to_timedelta(hours, "h"))


def the_ways():
    kinds = whole_log()[["step", "channel", "what"]].drop_duplicates(ignore_index=True)
    return kinds.assign(way=[f"way {n % 5}" for n in range(len(kinds))])


def a_path(*names):
    return visited()[list(names)]


def visited():
    table = {"path": [("advert", "web"), ("search",), ("advert", "shop", "web")]}
    table |= {"ordered": [True, False, True], "deepest": ["choice", "desire", "choice"]}
    index = pd.Index(["j1", "j2", "j3"], name="journey_id")
    times = {"ended": pd.to_datetime(["2025-01-05", "2025-01-07", "2025-02-03"])}
    return pd.DataFrame(table | times, index).assign(customer_id=["c1", "c2", "c3"])


def the_path():
    made = visited()
    return {"paths": made["path"], "ordered": made["ordered"]}


def customers():
    kinds = ["household", "organisation", "household"]
    return pd.DataFrame({"kind": kinds}, ["c1", "c2", "c3"])


def first_order():
    days = pd.to_datetime(["2024-01-05", "2024-05-05", "2025-02-03"])
    return pd.Series(days, ["c1", "c2", "c3"])


def stream(numbers):
    return pd.Series(np.resize(numbers, len(HOURS)), HOURS)


def busy():
    return pd.Series((3 + HOURS.hour % 5) * (2 + HOURS.day_of_week % 3), HOURS)


def week():
    return tp.rhythm(busy()).rename(columns=str)


def bad():
    return stream([0, 1, 0, 2, 0, 0, 3])


def expected():
    return stream([0.25, 0.5, 0.75])


def streaming(**more):
    return {"bad": bad(), "expected": expected(), "times": 3.0} | more


def records():
    return pd.DataFrame(
        {
            "system": ["web", "till", "web", "till", "web"],
            "name": ["Wu Bobin", "bobin wu", "Zhao Lei", "Zhao Lie", "Li Na"],
            "phone": ["123 45", "12345", "555", "777 1", "888"],
            "email": ["a@b", "a@c", "z@b", "zl@b", "n@b"],
            "address": ["4 Carp Road", "4 carp rd", "9 Hill Lane", "8 Hill Ln", "1 St"],
            "city": ["Eastport", "eastport", "Westport", "Westport", "Northport"],
            "updated": pd.to_datetime(
                ["2024-01-01", "2025-01-01", "2024-06-01", "2024-03-01", "2024-02-01"]
            ),
        },
        RECORDS,
    )


def cluster():
    return pd.Series([0, 0, 1, 1, 2], RECORDS)


def pairs():
    return pd.DataFrame({"left": ["r1", "r3"], "right": ["r2", "r4"]})


def owners(*names):
    table = pd.DataFrame(
        {
            "touchpoint": ["till", "phone", "web"],
            "responsible": ["shops", "calls; web", "web"],
            "accountable": ["Li", "Wang", "Wu; Li"],
            "measure": ["minutes", "lost calls", "orders"],
            "target": [3.0, 0.25, 0.5],
            "current": [4.5, 0.125, 0.375],
            "more_is_better": [False, False, True],
        }
    )
    return table[["touchpoint", *names]]


def tried():
    times = ["2025-01-06 00:10", "2025-01-06 02:20", "2025-01-06 02:40"]
    return {
        "times": pd.Series(pd.to_datetime(times), ["t1", "t2", "t3"]),
        "bad": pd.Series([False, True, False], ["t1", "t2", "t3"]),
        "start": "2025-01-06",
        "end": "2025-01-07",
    }


def broken():
    first = pd.to_datetime(["2025-01-07", "2025-01-12"])
    last = pd.to_datetime(["2025-01-08", "2025-01-12"])
    return pd.DataFrame({"first": first, "last": last})


def alike():
    names = ["p1", "p2", "p3", "p4"]
    agree = [True, False, True, True]
    return pd.DataFrame({"years": [1.0, 0.5, 2.0, 0.25], "agree": agree}, names)


def moves():
    return tp.transitions(**the_path())


INPUTS = {
    "against_target": lambda: {
        "owners": owners("measure", "target", "current", "more_is_better")
    },
    "alarms": lambda: streaming(limit=4.0),
    "ask_again": lambda: {"changes_a_year": 1.5, "needed": 0.9},
    "before_order": lambda: {"touchpoints": log(*LOG)},
    "candidates": lambda: {
        "tidied": tp.tidy(records())[CONTACT],
        "keys": [["phone"], ["city"]],
    },
    "clusters": lambda: {"index": pd.Index(RECORDS), "pairs": pairs()},
    "compare": lambda: {"tidied": tp.tidy(records())[FIELDS], "pairs": pairs()},
    "credits": lambda: {**the_path(), "rule": "position"},
    "cusum": lambda: streaming(limit=4.0),
    "disagreements": lambda: {
        "records": records()[["phone", "updated"]],
        "cluster": cluster(),
        "field": "phone",
    },
    "expected": lambda: {"hours": HOURS[:30], "usual": week(), "level": 1.5},
    "false_alarms": lambda: {
        "expected": expected(),
        "times": 3.0,
        "limits": [3, 6],
        "years": 2,
    },
    "found": lambda: {
        "rings": HOURS[[30, 60, 200]],
        "interruptions": broken(),
        "echo": 1,
    },
    "funnel": lambda: {"visits": a_path("deepest", "ordered")},
    "giving_up": lambda: {
        "waits": pd.Series([1.0, 2.5, 4.0, 7.5, 9.0], list("abcde")),
        "gave_up": pd.Series([False, True, False, True, False], list("abcde")),
        "edges": [0, 3, 6, 12],
    },
    "hourly": tried,
    "left_after": lambda: {"touchpoints": log(*LOG), "by": ["channel"]},
    "limit_for": lambda: {
        "curve": pd.Series([9.0, 3.5, 1.25], [2.0, 4.0, 6.0]),
        "a_year": 4,
    },
    "match_quality": lambda: {
        "found": cluster(),
        "true": pd.Series(["a", "a", "b", "c", "c"], RECORDS),
    },
    "mean_delay": lambda: {
        "expected": expected(),
        "times": 3.0,
        "limits": [3, 6],
        "worse": 5,
        "starts": 20,
    },
    "order_chance": lambda: {"moves": moves()},
    "paths_table": lambda: {"visits": a_path("path", "ordered")},
    "pauses": lambda: {"touchpoints": log(*LOG)},
    "rates": lambda: {
        "hit": pd.Series([True, False, False, True], ["j1", "j2", "j3", "j4"]),
        "by": pd.Series(["a", "b", "a", "b"], ["j1", "j2", "j3", "j4"]),
    },
    "reached": lambda: {
        "visits": a_path("deepest", "ordered"),
        "touchpoints": whole_log()[["journey_id", "step", "outcome"]],
    },
    "recent_level": lambda: {"tries": busy(), "usual": week(), "days": 7},
    "removal_effects": lambda: {"moves": moves()},
    "responsibility_gaps": lambda: {"owners": owners("responsible", "accountable")},
    "rhythm": lambda: {"counts": busy()},
    "sale_map": lambda: {"touchpoints": whole_log()[SALE], "ways": the_ways()},
    "same_value": lambda: {"one": "14 school rd", "other": "14 schol rd"},
    "stale_rate": lambda: {"pairs": alike()},
    "survivors": lambda: {
        "records": records()[["system", "phone", "updated"]],
        "cluster": cluster(),
        "field": "phone",
        "rule": "trusted",
        "trust": ["web", "till"],
    },
    "tidy": lambda: {"records": records()[FIELDS]},
    "transitions": the_path,
    "visitor_kind": lambda: {
        "visits": a_path("customer_id", "ended"),
        "customers": customers(),
        "first_order": first_order(),
    },
    "visits": lambda: {"touchpoints": log("customer_id", *LOG)},
    "ways": dict,
}


def expected_by_text(hours, usual, level):
    """The sweep writes names of columns as text; those of a rhythm are numbers."""
    if isinstance(usual, pd.DataFrame):
        usual = usual.rename(columns={str(day): day for day in range(7)})
    return tp.expected(hours, usual, level)


def level_by_text(tries, usual, days):
    if isinstance(usual, pd.DataFrame):
        usual = usual.rename(columns={str(day): day for day in range(7)})
    return tp.recent_level(tries, usual, days)


def found(rings, interruptions, echo):
    table, others = tp.found(rings, interruptions, echo)
    return {"table": table, "others": list(others)}


CALLS = {
    "expected": expected_by_text,
    "found": found,
    "recent_level": level_by_text,
}
UNDER_WAY = "a last touch without an outcome is that of a visit still under way"
THROUGH = "the ids are handed through"
NAMELESS = "nobody knows this visitor"
STAYS = "a gap stays one"
LEFT = "left is the one that stands before right"
A_NAME = "an infinite number is a name of a cluster like any other"
ALLOWED = {
    "candidates": {
        "tidied: rows in another order": LEFT,
        "tidied: another index": THROUGH,
        "tidied: ids as numbers in the index": THROUGH,
    },
    "compare": {
        **{f"tidied: {field} with a gap": STAYS for field in FIELDS},
        "tidied: name all gaps": STAYS,
        "pairs: rows in another order": "the pairs stand as they stood",
    },
    "disagreements": {"cluster: with an infinite one": A_NAME},
    "match_quality": {
        "found: with an infinite one": A_NAME,
        "found: one entry": "without pairs there is no precision",
    },
    "same_value": {
        "one: another word": "a word is as good as another",
        "other: another word": "a word is as good as another",
    },
    "survivors": {"cluster: with an infinite one": A_NAME},
    "tidy": {
        **{f"records: {field} with a gap": STAYS for field in FIELDS},
        "records: name all gaps": STAYS,
    },
    "before_order": {
        "touchpoints: outcome with a gap": UNDER_WAY,
        "touchpoints: journey_id as numbers": THROUGH,
    },
    "left_after": {"touchpoints: outcome with a gap": UNDER_WAY},
    "limit_for": {"curve: another index": "the index holds the limits"},
    "pauses": {
        "touchpoints: outcome with a gap": UNDER_WAY,
        "touchpoints: journey_id as numbers": THROUGH,
    },
    "responsibility_gaps": {
        "owners: rows in another order": "the faults stand in the order of owners",
        "owners: responsible with a gap": "nobody is the fault that is looked for",
        "owners: accountable with a gap": "nobody is the fault that is looked for",
    },
    "sale_map": {
        "ways: rows in another order": "the map stands in the order of ways",
    },
    "visitor_kind": {"visits: customer_id with a gap": NAMELESS},
    "visits": {
        "touchpoints: outcome with a gap": UNDER_WAY,
        "touchpoints: customer_id with a gap": NAMELESS,
        "touchpoints: customer_id as numbers": THROUGH,
    },
}
