"""Exercise E9.7: the retention from which a claim holds. Right and usual wrong ways."""

from crmlab.practice.declare import Exercise, Part
from crmlab.practice.forms import Function, Number


def needed(discount, gain):
    """Retention at which five points more bring so much: 1 + d - 0.05 - 0.05 / gain."""
    return 1 + discount - 0.05 - 0.05 / gain


def forgot_the_points(discount, gain):
    """Also what comes out as retention after the rise."""
    return 1 + discount - 0.05 / gain


def per_cent_of_retention(discount, gain):
    """Five per cent of the retention in place of five points."""
    return gain * (1 + discount) / (0.05 + 1.05 * gain)


def no_discount(discount, gain):
    return 1 - 0.05 - 0.05 / gain


def gain_turned(discount, gain):
    return 1 + discount - 0.05 - 0.05 * gain


def own_claim(discount, gain):
    return needed(discount, 0.25)


def cases(load):
    return {
        "usual": (0.10, 0.25),
        "high": (0.04, 0.95),
        "dear_money": (0.16, 0.25),
        "low": (0.08, 0.10),
    }


E9_7 = Exercise(
    "E9.7",
    "stretch",
    minutes=13,
    concepts=("9.4",),
    parts={
        "": Part(
            answer=lambda load: needed,
            form=Function(result=Number(decimals=3), cases=cases),
            points=4,
            misconceptions={
                "forgot_the_points": lambda load: forgot_the_points,
                "per_cent_of_retention": lambda load: per_cent_of_retention,
                "no_discount": lambda load: no_discount,
                "gain_turned": lambda load: gain_turned,
                "own_claim": lambda load: own_claim,
            },
        )
    },
)
