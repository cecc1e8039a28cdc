"""Exercise E5.6: what one save offer can be expected to earn. Right and wrong ways."""

from crmlab.practice.declare import Exercise, Part
from crmlab.practice.forms import Function, Number


def earns(without, within, worth, discount, letter):
    """Worth of those kept more, less the letter and the discount of all who stay."""
    return (within - without) * worth - within * discount - letter


def discount_on_gain(without, within, worth, discount, letter):
    """As if only those whom the offer kept used the discount."""
    return (within - without) * (worth - discount) - letter


def discount_on_all(without, within, worth, discount, letter):
    """As if those who end used the discount, too."""
    return (within - without) * worth - discount - letter


def no_control(without, within, worth, discount, letter):
    return within * (worth - discount) - letter


def by_risk(without, within, worth, discount, letter):
    """As if the offer kept everybody who would have left."""
    return (1 - without) * worth - within * discount - letter


def no_letter(without, within, worth, discount, letter):
    return (within - without) * worth - within * discount


def cases(load):
    return {
        "persuadable": (0.55, 0.83, 130, 12.5, 3),
        "sure_thing": (0.92, 0.92, 140, 15, 3),
        "lost_cause": (0.30, 0.30, 100, 10, 4),
        "do_not_disturb": (0.81, 0.54, 150, 12.5, 2),
    }


E5_6 = Exercise(
    "E5.6",
    "stretch",
    minutes=14,
    concepts=("5.5",),
    parts={
        "": Part(
            answer=lambda load: earns,
            form=Function(result=Number(decimals=2), cases=cases),
            points=4,
            misconceptions={
                "discount_on_gain": lambda load: discount_on_gain,
                "discount_on_all": lambda load: discount_on_all,
                "no_control": lambda load: no_control,
                "by_risk": lambda load: by_risk,
                "no_letter": lambda load: no_letter,
            },
        )
    },
)
