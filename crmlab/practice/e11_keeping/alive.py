"""Exercise E11.3: the chance of being alive, as a function. Right and usual wrong
ways.
"""

from crmlab.practice.declare import Exercise, Part
from crmlab.practice.forms import Function, Number

R, ALPHA, A, B = 0.95, 5.6, 0.9, 7.2


def odds(frequency, recency, age, last=1, power=R, a=A, b=B):
    silence = (ALPHA + age) / (ALPHA + recency)
    return a / (b + frequency - last) * silence ** (power + frequency)


def alive(frequency, recency, age, **ways):
    if frequency == 0:
        return 1.0
    return 1 / (1 + odds(frequency, recency, age, **ways))


def no_exception(frequency, recency, age):
    return 1 / (1 + odds(frequency, recency, age))


def odds_alone(frequency, recency, age):
    return 1.0 if frequency == 0 else odds(frequency, recency, age)


def counted_back(frequency, recency, age):
    """Recency taken as the weeks of silence, as RFM scores count it."""
    return alive(frequency, age - recency, age)


def cases(load):
    return {
        "busy": (12, 40.0, 52.0),
        "quiet": (2, 20.0, 60.0),
        "one_more": (1, 3.0, 8.0),
        "never_again": (0, 0.0, 30.0),
        "just_now": (5, 26.0, 26.0),
    }


E11_3 = Exercise(
    "E11.3",
    "core",
    minutes=15,
    concepts=("11.3",),
    parts={
        "": Part(
            answer=lambda load: alive,
            form=Function(result=Number(decimals=3), cases=cases),
            points=3,
            misconceptions={
                "no_exception": lambda load: no_exception,
                "odds": lambda load: odds_alone,
                "counted_back": lambda load: counted_back,
                "minus_one": lambda load: lambda x, t, T: alive(x, t, T, last=0),
                "power": lambda load: lambda x, t, T: alive(x, t, T, power=0),
                "swapped": lambda load: lambda x, t, T: alive(x, t, T, a=B, b=A),
            },
        )
    },
)
