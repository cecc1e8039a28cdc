"""Interruptions show in the stream; managers see touchpoints and their owners."""

import numpy as np
import pandas as pd
from contact_made import ORDERED, SEEDS, STARTS, contact, log_of
from scipy.stats import poisson

from crmlab.company import CUTOFF


def alarms(count, exposure, days, factor):
    """Days on which a count is far above what its usual share of the exposure gives.

    The usual share is the median week's; far is beyond 1 in 10,000, by Poisson.
    """
    count, exposure = count.reindex(days, fill_value=0), exposure.reindex(days)
    exposure = exposure.fillna(0)
    weekly = count.resample("7D").sum() / exposure.resample("7D").sum()
    expected = np.maximum(weekly.median() * exposure * factor, 0.05)
    return days[poisson.sf(count - 1, expected) < 1e-4]


def by_day(rows):
    return rows["time"].dt.normalize().value_counts().sort_index()


def test_each_interruption_shows_in_the_stream_and_little_else_does(stories):
    """Found within its days (parcels arrive later); few alarms at other times."""
    days = pd.date_range(STARTS + pd.Timedelta(days=7), CUTOFF, inclusive="left")
    for seed in SEEDS:
        log, truth = (
            log_of(stories, seed),
            contact(stories, seed).truth["interruptions"],
        )
        truth = truth.set_index("touchpoint")
        assert set(truth.index) == {"delivery", "phone line", "payment page"}
        posted = log[log["what"].isin(ORDERED) & log["channel"].ne("shop")]
        posted = posted.assign(time=posted["time"] + pd.Timedelta(days=3))
        calls = log[
            log["channel"].eq("phone") & log["step"].isin(["order", "after-sales"])
        ]
        hour = log["time"].dt.hour
        night = log[((hour >= 22) | (hour < 6)) & log["step"].eq("payment")]
        streams = {
            "delivery": (log[log["what"] == "parcel overdue"], posted, 1.5, 5),
            "phone line": (calls[calls["outcome"] == "hung up"], calls, 1.2, 0),
            "payment page": (night[night["outcome"] == "failed"], night, 2.0, 0),
        }
        for name, (hits, every, factor, later) in streams.items():
            found = alarms(by_day(hits), by_day(every), days, factor)
            first, last = truth.loc[name, "first"], truth.loc[name, "last"]
            inside = (found >= first) & (found <= last + pd.Timedelta(days=later))
            assert inside.any(), (seed, name)
            assert (~inside).sum() <= 2, (seed, name, found[~inside])


def test_every_interruption_is_in_the_truth(stories):
    for seed in SEEDS:
        truth = contact(stories, seed).truth["interruptions"].set_index("touchpoint")
        causes = stories[seed].engine.world.special_causes
        measures = {"late": "delivery", "wait": "phone line", "outage": "payment page"}
        recent = causes[causes["first"] >= STARTS]
        recent = recent[recent["measure"].isin(measures)].set_index("measure")
        assert len(truth) == len(recent)
        assert (truth["first"] == recent["first"].rename(measures)[truth.index]).all()
        excess = truth["touches_hit"] - truth["touches_usual"]
        assert (excess > 0.7 * truth["touches_hit"]).all()


def test_the_responsibility_matrix_has_gaps_to_find_and_measures_that_are_true(stories):
    made = contact(stories, 1)
    owners = made.known["touchpoint_owners"].set_index("touchpoint")
    assert owners["accountable"].isna().sum() == 1
    assert owners["responsible"].isna().sum() == 1
    assert owners["accountable"].str.contains(";", na=False).sum() == 1
    log = made.known["touchpoints"]
    quarter = log[log["time"] >= CUTOFF - pd.Timedelta(weeks=13)]
    parcels = quarter[quarter["what"].isin(["delivered", "delivered late"])]
    late = (parcels["outcome"] == "late").mean()
    assert np.isclose(owners.loc["parcels", "current"], late, atol=1e-4)
    months = made.known["team_measures"]
    assert not months.duplicated(["touchpoint", "month"]).any()
