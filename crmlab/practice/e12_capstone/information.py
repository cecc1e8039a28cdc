"""Exercise E12.2: what research is worth, as a function. Right and usual wrong ways."""

from crmlab.practice.declare import Exercise, Part
from crmlab.practice.forms import Function, Number


def worth(chance, gain, loss, price):
    blind = max(chance * gain - (1 - chance) * loss, 0)
    return chance * gain - blind - price


def no_price(chance, gain, loss, price):
    return worth(chance, gain, loss, 0)


def always_dared(chance, gain, loss, price):
    """As if without research the plan were played whatever is to be expected."""
    return (1 - chance) * loss - price


def never_dared(chance, gain, loss, price):
    """As if without research nothing were done."""
    return chance * gain - price


def never_below(chance, gain, loss, price):
    return max(worth(chance, gain, loss, price), 0)


def cases(load):
    return {
        "unlikely": (0.2, 20_000, 30_000, 3_000),
        "likely": (0.8, 20_000, 30_000, 5_000),
        "sure": (1.0, 20_000, 5_000, 6_000),
        "even": (0.5, 40_000, 10_000, 2_000),
        "long_shot": (0.1, 90_000, 5_000, 2_000),
        "dear": (0.6, 10_000, 18_000, 12_000),
    }


E12_2 = Exercise(
    "E12.2",
    "core",
    minutes=15,
    concepts=("12.1",),
    parts={
        "": Part(
            answer=lambda load: worth,
            form=Function(result=Number(decimals=0), cases=cases),
            points=3,
            misconceptions={
                "no_price": lambda load: no_price,
                "always_dared": lambda load: always_dared,
                "never_dared": lambda load: never_dared,
                "never_below": lambda load: never_below,
            },
        )
    },
)
