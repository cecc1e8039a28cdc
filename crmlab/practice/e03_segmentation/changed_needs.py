"""Exercise E3.5: clusters of the households, today and half a year earlier. The right
ways to compute it and the usual wrong ones.

k-means ends in a local best, so that another random_state moves a few households. The
task has everybody use that of sg.cluster, so that a household too many is told.
"""

from crmlab import datasets
from crmlab import segmentation as sg
from crmlab.company import CUTOFF
from crmlab.practice.declare import Exercise, Part
from crmlab.practice.e03_segmentation.buying_again import THEN, kept
from crmlab.practice.forms import Labels, Number
from crmlab.practice.once import once

MANY = 3  # orders: who has fewer does not teach the clusters


@once
def buying(load, day):
    """Features of the households' orders before a day, those of channels left out."""
    orders = load("orders")
    orders = kept(orders[orders["date"] < day], load, "household")
    lines, products = load("order_lines"), load("products")
    lines = lines[lines["order_id"].isin(orders["order_id"])]
    made_of = ["orders_a_year", "order_amount", "gift_share", *categories(load)]
    return sg.features(orders, lines, products, day)[made_of]


def categories(load):
    return list(load("products")["category"].unique())


@once
def often(load, day=CUTOFF):
    """Features of those with three orders or more by a day."""
    orders = load("orders")
    count = orders.loc[orders["date"] < day, "customer_id"].value_counts()
    table = buying(load, day)
    return table[count[table.index] >= MANY]


def planted(labels):
    """What each customer buys for, as the company was made."""
    needs = datasets.truth("customers").set_index("customer_id")["segment"]
    return needs[labels.index]


def agrees(labels):
    return sg.agreement(labels, planted(labels))


# --- a, b: clusters, and a rule that fits on a card ---------------------------------
@once
def clusters(load, k=5, day=CUTOFF, random_state=0):
    return sg.cluster(sg.scale(often(load, day)), k, random_state)


@once
def of_everybody(load):
    """Those with an order or two teach the clusters too."""
    return sg.cluster(sg.scale(buying(load, CUTOFF)), 5)


@once
def unlogged(load):
    """On one scale, but twice as much is not the same step for small and large."""
    return sg.cluster(sg.scale(often(load), log=()), 5)


@once
def not_scaled(load):
    return sg.cluster(often(load), 5)


def card(load, table=often):
    """The category on which a household has spent most."""
    return table(load)[categories(load)].idxmax(axis=1)


def given_up(load):
    return agrees(clusters(load)) - agrees(card(load))


# --- c, d: the same households half a year earlier ------------------------------------
@once
def placed(load, day, scaled_like="today", random_state=0):
    """The nearest of today's centres for each household, as of a day."""
    taught, table = often(load), buying(load, day)
    like = taught if scaled_like == "today" else None
    there, centres = sg.scale(table, like=like), sg.scale(taught)
    if scaled_like == "nothing":
        there, centres = table, taught
    return sg.place(there, centres, clusters(load, random_state=random_state))


def differ(one, other):
    """The households of both, and whether the two labels differ."""
    both = one.index.intersection(other.index)
    return one[both] != other[both]


def moved(load, scaled_like="today", random_state=0):
    then = placed(load, THEN, scaled_like, random_state)
    like = "today" if scaled_like == "itself" else scaled_like
    return differ(then, placed(load, CUTOFF, like, random_state))


def named(went):
    """Who went, of a Series of true and false."""
    return list(went.index[went])


def taught_by_four(load):
    """Centres of those with more than three orders."""
    count = load("orders")["customer_id"].value_counts()
    table = buying(load, CUTOFF)
    taught = table[count[table.index] > MANY]
    scaled = sg.scale(taught)
    five = sg.cluster(scaled, 5)
    places = [
        sg.place(sg.scale(buying(load, day), like=taught), scaled, five)
        for day in (THEN, CUTOFF)
    ]
    return differ(*places)


def clustered_twice(load):
    """Two clusterings, each with numbers of its own."""
    return differ(clusters(load, day=THEN), clusters(load))


def taught_by_now(load):
    return differ(placed(load, THEN), clusters(load))


def with_newcomers(load):
    """Who had not ordered by THEN has no cluster then, and seems to have moved."""
    now = placed(load, CUTOFF)
    return placed(load, THEN).reindex(now.index) != now


def agreed_then(load, day=THEN, who=moved):
    """Agreement with the needs of the clusters of a day, among those who moved."""
    went = who(load)
    return agrees(placed(load, day)[went.index[went]])


def between_the_two(load):
    went = moved(load).pipe(lambda went: went.index[went])
    return sg.agreement(placed(load, THEN)[went], placed(load, CUTOFF)[went])


# --- the declarations
E3_5a = Part(
    answer=lambda load: agrees(clusters(load)),
    form=Number(decimals=4),
    misconceptions={
        "unlogged": lambda load: agrees(unlogged(load)),
        "not_scaled": lambda load: agrees(not_scaled(load)),
        "everybody": lambda load: agrees(of_everybody(load)),
        "six": lambda load: agrees(clusters(load, 6)),
        "card": lambda load: agrees(card(load)),
    },
)
E3_5b = Part(
    answer=given_up,
    form=Number(decimals=4),
    misconceptions={
        "unlogged": lambda load: agrees(unlogged(load)) - agrees(card(load)),
        "alone": lambda load: agrees(card(load)),
        "with_clusters": lambda load: sg.agreement(card(load), clusters(load)),
        "everybody": lambda load: (
            agrees(clusters(load))
            - agrees(card(load, lambda load: buying(load, CUTOFF)))
        ),
        "ratio": lambda load: given_up(load) / agrees(clusters(load)),
    },
)
E3_5c = Part(
    answer=lambda load: named(moved(load)),
    form=Labels(),
    points=2,
    misconceptions={
        "own_scale": lambda load: named(moved(load, "itself")),
        "not_scaled": lambda load: named(moved(load, "nothing")),
        "clustered_twice": lambda load: named(clustered_twice(load)),
        "taught_by_now": lambda load: named(taught_by_now(load)),
        "taught_by_four": lambda load: named(taught_by_four(load)),
        "with_newcomers": lambda load: named(with_newcomers(load)),
        "stayed": lambda load: named(~moved(load)),
    },
)
E3_5d = Part(
    answer=agreed_then,
    form=Number(decimals=4),
    misconceptions={
        "now": lambda load: agreed_then(load, CUTOFF),
        "everybody": lambda load: agrees(placed(load, THEN)),
        "stayed": lambda load: agreed_then(load, who=lambda load: ~moved(load)),
        "between": between_the_two,
    },
)
E3_5 = Exercise(
    "E3.5",
    "core",
    minutes=30,
    concepts=("3.6", "3.7"),
    parts={"a": E3_5a, "b": E3_5b, "c": E3_5c, "d": E3_5d},
)
