"""Exercise E3.3: what is right, and what the usual mistakes with the segments, the
trial and the cost of a catalogue give. The ways to compute them are in catalogues.py.
"""

from crmlab.company import CUTOFF
from crmlab.practice.declare import Exercise, Part
from crmlab.practice.e03_segmentation import catalogues as ways
from crmlab.practice.e03_segmentation.buying_again import THEN
from crmlab.practice.e03_segmentation.catalogues import after_cost, promised, table
from crmlab.practice.forms import ByLabel, Number

E3_3a = Part(
    answer=ways.rates,
    form=ByLabel(decimals=3),
    points=2,
    misconceptions={
        "leak": ways.rates_with_leak,
        "leak_of_all": lambda load: ways.rates_with_leak(load, of_then=False),
        "households": lambda load: ways.rates(load, kind="household"),
        "households_counted": ways.rates_of_households,
        "future": ways.rates_in_the_future,
        "lesson": lambda load: ways.rates_in_the_future(load, CUTOFF),
        "orders": lambda load: ways.rates(load, "orders"),
        "counts": ways.number_of_buyers,
        "spread": ways.spread_of_buyers,
    },
)

# Tables of gains that are wrong from the start: b goes wrong with them, and c too.
WRONG_TABLES = {
    "then": lambda load: table(load, day=THEN),
    "leak": lambda load: table(load, day=CUTOFF),
    "households": lambda load: table(load, kind="household"),
    "households_alone": lambda load: ways.scored_among_themselves(load, "household"),
    "trial_alone": ways.scored_among_themselves,
    "revenue": lambda load: table(load, "amount"),
}
# Wrong ways to come from the right table to what a catalogue earned.
WRONG_GAINS = {
    "no_cost": lambda found: found["gain"],
    "cost_of_a_letter": lambda found: after_cost(found, ways.COST_OF_A_LETTER),
    "cost_added": lambda found: after_cost(found, -ways.COST),
    "turned_round": ways.turned_round,
    "no_comparison": ways.without_held_out,
}
# The same in part c, where a catalogue costs more.
DEARER = ways.DEARER
WRONG_PROMISES = {
    "no_cost": lambda found: found["gain"],
    "old_cost": after_cost,
    "cost_added": lambda found: after_cost(found, -DEARER),
    "turned_round": lambda found: ways.turned_round(found, DEARER),
    "no_comparison": lambda found: ways.without_held_out(found, DEARER),
}


def from_wrong_tables(compute, without=()):
    return {
        name: lambda load, found=found: compute(found(load))
        for name, found in WRONG_TABLES.items()
        if name not in without
    }


E3_3b = Part(
    answer=lambda load: after_cost(table(load)),
    form=ByLabel(decimals=2),
    points=2,
    misconceptions={
        **from_wrong_tables(after_cost),
        **{
            name: lambda load, gains=gains: gains(table(load))
            for name, gains in WRONG_GAINS.items()
        },
        "totals": lambda load: ways.totals(table(load)),
    },
)
E3_3c = Part(
    answer=lambda load: promised(table(load)),
    form=Number(decimals=2),
    misconceptions={
        # In some companies neither "then" nor "leak" promises anything.
        **from_wrong_tables(promised, without=["leak"]),
        **{
            name: lambda load, gains=gains: promised(table(load), gains)
            for name, gains in WRONG_PROMISES.items()
        },
        "rounded_early": ways.rounded_early,
        "pays_before_cost": lambda load: ways.pays_before_cost(table(load)),
        "everybody": lambda load: ways.totals(table(load), DEARER).sum(),
        "all_customers": ways.plan_for_all_customers,
        "treated": lambda load: promised(
            table(load), customers=lambda found: found["treated"]
        ),
        "held_out": lambda load: promised(
            table(load), customers=lambda found: found["held_out"]
        ),
        "one_each": lambda load: ways.on_thicker_paper(table(load)).clip(lower=0).sum(),
    },
)
E3_3 = Exercise(
    "E3.3",
    "core",
    minutes=25,
    concepts=("3.5", "3.9"),
    parts={"a": E3_3a, "b": E3_3b, "c": E3_3c},
)
