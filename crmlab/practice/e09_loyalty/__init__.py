"""Exercises of lesson 09: what checks them.

Their text and solutions are in solutions/09_loyalty/09_loyalty.ipynb, their hints and
messages in texts/09.yml. The ways to compute them are in loyal_corners.py,
rival_shops.py, friends.py, points_pay.py, promoters.py and needed_retention.py.
"""

from crmlab.practice.declare import Exercise, Part
from crmlab.practice.e09_loyalty import friends, points_pay, promoters
from crmlab.practice.e09_loyalty import loyal_corners as corner
from crmlab.practice.e09_loyalty import rival_shops as shops
from crmlab.practice.e09_loyalty.needed_retention import E9_7
from crmlab.practice.forms import Number
from crmlab.practice.tables import ByLabel

# --- E9.1: spurious loyalty a year earlier ------------------------
E9_1a = Part(
    answer=corner.share_of,
    form=Number(decimals=3),
    points=1,
    misconceptions={
        "latent": lambda load: corner.share_of(load, "latent"),
        "true": lambda load: corner.share_of(load, "true"),
        "of_much": corner.of_those_with_much,
        "other_wave": lambda load: corner.share_of(load, wave=2),
        "of_wave": corner.of_the_wave,
        "of_all": corner.of_all_asked,
    },
    wrong=(
        ("hundredfold", lambda load: 100 * corner.share_of(load)),
        ("type", lambda load: corner.corners(load)),
    ),
)
E9_1b = Part(
    answer=corner.came,
    form=Number(decimals=3),
    points=1,
    misconceptions={
        "true": lambda load: corner.came(load, "true"),
        "latent": lambda load: corner.came(load, "latent"),
        "turned": corner.spurious_among_buyers,
        "orders": corner.orders_each,
        "stayed_away": lambda load: 1 - corner.came(load),
        "ever": lambda load: corner.came(load, since=corner.EVER),
    },
    wrong=(
        ("hundredfold", lambda load: 100 * corner.came(load)),
        ("rounded", lambda load: round(corner.came(load), 2)),
    ),
)

# --- E9.2: a rival opens shops ------------------------
E9_2a = Part(
    answer=shops.changes,
    form=ByLabel(decimals=3),
    points=2,
    misconceptions={
        "newcomers": lambda load: shops.changes(load, everybody=True),
        "upside_down": shops.upside_down,
        "people": shops.people,
        "amounts": shops.amounts,
        "change": lambda load: shops.changes(load) - 1,
        "before": lambda load: shops.changes(load, column="before"),
        "during": lambda load: shops.changes(load, column="during"),
    },
    wrong=(
        ("hundredfold", lambda load: 100 * shops.changes(load)),
        ("too_few", lambda load: shops.changes(load).drop("South")),
        ("type", lambda load: shops.changes(load)["South"]),
    ),
)
E9_2b = Part(
    answer=shops.against,
    form=Number(decimals=3),
    points=2,
    misconceptions={
        "alone": lambda load: shops.changes(load)["South"],
        "difference": shops.difference,
        "change": lambda load: shops.against(load) - 1,
        "mean": shops.mean_of_regions,
        "all": shops.against_all,
        "turned": lambda load: 1 / shops.against(load),
    },
    wrong=(
        ("hundredfold", lambda load: 100 * shops.against(load)),
        ("type", lambda load: shops.changes(load)),
    ),
)

# --- E9.3: a rule in another order ------------------------
E9_3a = Part(
    answer=corner.counts,
    form=ByLabel(decimals=0),
    points=2,
    misconceptions={
        "as_it_was": lambda load: corner.counts(load, turned=False),
        "other_wave": lambda load: corner.counts(load, wave=2),
        "overlap": corner.overlapping,
        "members_today": corner.members_today,
        "shares": lambda load: corner.counts(load) / corner.counts(load).sum(),
    },
    wrong=(
        ("too_few", lambda load: corner.counts(load).drop("none")),
        ("type", lambda load: corner.counts(load).sum()),
    ),
)
E9_3b = Part(
    answer=corner.changed,
    form=Number(decimals=3),
    points=1,
    misconceptions={
        "same": lambda load: 1 - corner.changed(load),
        "counts": corner.changed_counts,
        "of_named": corner.changed_of_named,
    },
    wrong=(
        ("hundredfold", lambda load: 100 * corner.changed(load)),
        ("type", lambda load: corner.kinds(load)),
    ),
)

# --- E9.4: friends ------------------------
E9_4a = Part(
    answer=friends.mean_gap,
    form=Number(decimals=2),
    points=2,
    misconceptions={
        "no_cost": lambda load: friends.mean_gap(load, minus=False),
        "revenue": lambda load: friends.mean_gap(load, brings="paid"),
        "all_time": lambda load: friends.mean_gap(load, brings="ever"),
        "organisations": lambda load: friends.mean_gap(load, organisations=True),
        "median": lambda load: friends.mean_gap(load, how="median"),
        "totals": lambda load: friends.mean_gap(load, how="sum"),
        "alone": friends.friends_alone,
    },
    wrong=(
        ("sign", lambda load: -friends.mean_gap(load)),
        ("type", lambda load: friends.homes(load)["margin"]),
    ),
)
E9_4b = Part(
    answer=friends.paid_back,
    form=Number(decimals=3),
    points=2,
    misconceptions={
        "others": lambda load: friends.paid_back(load, friend=False),
        "all": friends.all_paid_back,
        "revenue": lambda load: friends.paid_back(load, first="first_paid"),
        "half_year": lambda load: friends.paid_back(load, first="margin"),
        "not_yet": friends.not_paid_back,
    },
    wrong=(
        ("hundredfold", lambda load: 100 * friends.paid_back(load)),
        ("rounded", lambda load: round(friends.paid_back(load), 1)),
    ),
)

# --- E9.5: points ------------------------
E9_5a = Part(
    answer=points_pay.owed,
    form=Number(decimals=2),
    points=1,
    misconceptions={
        "gained_only": points_pay.gained_only,
        "today": lambda load: points_pay.owed(load, points_pay.CUTOFF),
        "balances": points_pay.sum_of_balances,
        "never_lost": points_pay.never_lost,
        "day_counted": points_pay.one_day_more,
        "points": lambda load: points_pay.owed(load) / points_pay.POINT,
    },
    wrong=(("sign", lambda load: -points_pay.owed(load)),),
)
E9_5b = Part(
    answer=points_pay.gain,
    form=Number(decimals=2),
    points=2,
    misconceptions={
        "everybody": lambda load: points_pay.gain(load, kind=None),
        "members": points_pay.members_against_others,
        "buyers": points_pay.buyers_only,
        "revenue": lambda load: points_pay.gain(load, column="amount"),
        "from_the_start": points_pay.from_the_start,
    },
    wrong=(
        ("sign", lambda load: -points_pay.gain(load)),
        ("type", lambda load: points_pay.brought(load)["total"]),
    ),
)
E9_5c = Part(
    answer=points_pay.break_even,
    form=Number(decimals=4),
    points=2,
    misconceptions={
        "extra_free": points_pay.no_points_on_extra,
        "no_breakage": lambda load: points_pay.break_even(load, used=False),
        "no_margin": points_pay.no_margin,
        "lost_for_used": points_pay.breakage_for_used,
    },
    wrong=(
        ("hundredfold", lambda load: 100 * points_pay.break_even(load)),
        ("type", lambda load: points_pay.shares(load)),
    ),
)

# --- E9.6: the promoter score ------------------------
E9_6a = Part(
    answer=promoters.by_method,
    form=ByLabel(decimals=1),
    points=2,
    misconceptions={
        "means": promoters.means,
        "promoters": promoters.promoters,
        "seven": lambda load: promoters.by_method(load, low=7),
        "eight": lambda load: promoters.by_method(load, least=8),
        "other_wave": lambda load: promoters.by_method(load, wave=1),
        "gaps": promoters.with_gaps_as_answers,
    },
    wrong=(
        ("hundredth", lambda load: promoters.by_method(load) / 100),
        ("too_few", lambda load: promoters.by_method(load).iloc[1:]),
        ("type", lambda load: promoters.by_method(load).mean()),
    ),
)
E9_6b = Part(
    answer=promoters.half_width,
    form=Number(decimals=2),
    points=1,
    misconceptions={
        "one_error": promoters.one_error,
        "whole": promoters.whole_width,
        "promoters": promoters.of_promoters_alone,
        "no_square": promoters.without_square,
        "everybody": promoters.of_everybody,
    },
    wrong=(
        ("hundredth", lambda load: promoters.half_width(load) / 100),
        ("type", lambda load: promoters.of_phone(load)),
    ),
)
E9_6c = Part(
    answer=promoters.needed,
    form=Number(whole=True),
    points=1,
    misconceptions={
        "five": lambda load: promoters.needed(load, change=5),
        "in_all": lambda load: 2 * promoters.needed(load),
        "one_interval": promoters.interval_of_four,
    },
    wrong=(
        ("not_whole", lambda load: promoters.needed(load) - 0.5),
        ("too_high", lambda load: 10 * promoters.needed(load)),
    ),
)

EXERCISES = (
    Exercise(
        "E9.1",
        "warm-up",
        minutes=8,
        concepts=("9.1",),
        parts={"a": E9_1a, "b": E9_1b},
    ),
    Exercise(
        "E9.2",
        "core",
        minutes=12,
        concepts=("9.2",),
        parts={"a": E9_2a, "b": E9_2b},
    ),
    Exercise(
        "E9.3",
        "core",
        minutes=10,
        concepts=("9.2",),
        parts={"a": E9_3a, "b": E9_3b},
    ),
    Exercise(
        "E9.4",
        "core",
        minutes=12,
        concepts=("9.3",),
        parts={"a": E9_4a, "b": E9_4b},
    ),
    Exercise(
        "E9.5",
        "core",
        minutes=14,
        concepts=("9.6",),
        parts={"a": E9_5a, "b": E9_5b, "c": E9_5c},
    ),
    Exercise(
        "E9.6",
        "core",
        minutes=12,
        concepts=("9.8",),
        parts={"a": E9_6a, "b": E9_6b, "c": E9_6c},
    ),
    Exercise("E9.7", "stretch", minutes=8, concepts=("9.4",), parts={"": E9_7}),
    Exercise("E9.8", "open", minutes=14, concepts=("9.5", "9.6"), open_points=6),
)
