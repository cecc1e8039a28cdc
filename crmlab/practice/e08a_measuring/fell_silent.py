"""Exercise E8a.6: were those who fell silent less content the year before?"""

import numpy as np
import pandas as pd
from scipy import stats

from crmlab import survey as sv
from crmlab.practice.declare import Exercise, Part
from crmlab.practice.e08a_measuring.how_many import index_of
from crmlab.practice.forms import ByLabel, Number
from crmlab.practice.once import once

MATTERS = 3  # points of the index


@once
def both(load):
    """Index in the first wave, and whether the second invitation was answered."""
    sent = load("survey_invitations").query("wave == 2").set_index("customer_id")
    joined = index_of(load, 1).rename("index").to_frame().join(sent["answered"])
    return joined.dropna().assign(answered=lambda t: t["answered"].astype(bool))


def parts(load):
    table = both(load)
    return table.loc[table["answered"], "index"], table.loc[~table["answered"], "index"]


def gap(load):
    spoke, silent = parts(load)
    return spoke.mean() - silent.mean()


def error(load):
    return np.hypot(*(part.sem() for part in parts(load)))


def ends(load, z=1.96, se=error, middle=gap):
    reach = z * se(load)
    return pd.Series({"low": middle(load) - reach, "high": middle(load) + reach})


def by_student(load):
    spoke, silent = parts(load)
    return ends(load, z=stats.t.ppf(0.975, len(spoke) + len(silent) - 2))


def errors_added(load):
    return sum(part.sem() for part in parts(load))


def needed(load, difference=MATTERS, times=1):
    sd = both(load)["index"].std()
    return times * sv.size_for_difference(sd, difference)


def by_textbook(load):
    sd = both(load)["index"].std()
    return int(np.ceil(2 * (2.8 * sd / MATTERS) ** 2))


def without_power(load):
    sd = both(load)["index"].std()
    return int(np.ceil(2 * (1.96 * sd / MATTERS) ** 2))


E8a_6a = Part(
    answer=ends,
    form=ByLabel(decimals=2, within=0.02),
    points=2,
    also_right={"student": by_student},
    misconceptions={
        "one_error": lambda load: ends(load, z=1.0),
        "turned": lambda load: ends(load, middle=lambda load: -gap(load)),
        "added": lambda load: ends(load, se=errors_added),
    },
)
E8a_6b = Part(
    answer=needed,
    form=Number(whole=True, within=2),
    points=2,
    also_right={"textbook": by_textbook},
    misconceptions={
        "in_all": lambda load: needed(load, times=2),
        "no_power": without_power,
        "one_mean": lambda load: sv.size_for_mean(both(load)["index"].std(), MATTERS),
        "half": lambda load: needed(load, MATTERS / 2),
    },
)
E8a_6 = Exercise(
    "E8a.6", "stretch", minutes=14, concepts=("8.1",), parts={"a": E8a_6a, "b": E8a_6b}
)
