"""Exercise E3.1: how often organisations bought half a year ago, and who is silent.

The ways to compute it are in buying_again.py.
"""

from crmlab import segmentation as sg
from crmlab.company import CUTOFF
from crmlab.practice.declare import Exercise, Part
from crmlab.practice.e03_segmentation import buying_again as again
from crmlab.practice.forms import Number

E3_1a = Part(
    answer=lambda load: again.organisations(load)["frequency"].mean(),
    form=Number(decimals=2),
    misconceptions={
        "orders": lambda load: again.orders_of_each(load).mean(),
        "everybody": lambda load: sg.rfm(again.before(load), again.THEN)[
            "frequency"
        ].mean(),
        "median": lambda load: again.organisations(load)["frequency"].median(),
        "total": lambda load: again.organisations(load)["frequency"].sum(),
        "not_yet_customers": again.days_per_organisation_on_file,
        "leak": lambda load: sg.rfm(
            again.kept(load("orders"), load, "organisation"), CUTOFF
        )["frequency"].mean(),
    },
)
E3_1b = Part(
    answer=again.silent,
    form=Number(decimals=4),
    misconceptions={
        "from_today": lambda load: 1.0,
        "first_order": again.silent_by_first_order,
        "forwards": again.first_to_last,
        "orders": again.old_orders,
        "everybody": again.silent_of_all,
        "on_file": again.silent_on_file,
        "today": again.silent_today,
        "count": lambda load: again.silent(load) * len(again.organisations(load)),
    },
)
E3_1 = Exercise(
    "E3.1", "warm-up", minutes=10, concepts=("3.5",), parts={"a": E3_1a, "b": E3_1b}
)
