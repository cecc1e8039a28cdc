"""The poll after each case: how easy it was, how content, whether to recommend."""

import numpy as np
import pandas as pd
from scipy.special import expit

from .. import planted
from ..randomness import stream
from ..story import Tables

CAUSES = ["settled", "first_contact", "log_days", "satisfaction"]
RIGHTS = ["stop offers", "see my data", "forget me"]  # nobody is polled about these


def make_case_poll(story):
    """Answers to the poll, and what moves them."""
    rng = stream(story.seed, "case_poll")
    cases = story.cases
    cases = cases[(cases["closed"] < planted.CUTOFF) & ~cases["topic"].isin(RIGHTS)]
    causes = _causes(story, cases)
    answers = {q: _answer(rng, causes, row) for q, row in planted.CASE_POLL.iterrows()}
    odds = planted.CASE_POLL_ANSWERS
    log_odds = odds["base"] + odds["settled"] * causes["settled"].to_numpy()
    there = rng.random(len(cases)) < expit(log_odds)
    ago = np.floor(rng.exponential(1.5, len(cases))).clip(0, 10)
    on = cases["closed"] + pd.to_timedelta(ago, unit="D")
    last = planted.CUTOFF - pd.Timedelta(days=1)
    poll = pd.DataFrame(
        {"case_id": cases["case_id"], "answered_on": on.clip(upper=last)} | answers
    )
    return Tables(
        known={"case_poll": poll[there].sort_values(["answered_on", "case_id"])},
        truth={"case_poll": _truth(causes, answers)},
    )


def _causes(story, cases):
    """What moves the answers, one column each; satisfaction from the nearest copy."""
    kept, who = story.life.kept, cases["who"].to_numpy()
    weeks = np.array(sorted(kept))
    felt = np.stack([story.engine.satisfaction(kept[w], who) for w in weeks], axis=1)
    day = (cases["opened"] - planted.START).dt.days.to_numpy()
    near = np.searchsorted(7 * (weeks[1:] + weeks[:-1]) / 2, day)
    days = cases["hours_to_close"].to_numpy(float).clip(1) / 24
    return pd.DataFrame(
        {
            "settled": cases["settled"].to_numpy(float),
            "first_contact": cases["first_contact"].to_numpy(float),
            "log_days": np.log(days),
            "satisfaction": np.take_along_axis(felt, near[:, None], axis=1)[:, 0],
        },
        index=cases.index,
    )


def _answer(rng, causes, row):
    level = row["base"] + causes.to_numpy() @ row[CAUSES].to_numpy(float)
    level = level + row["noise"] * rng.standard_normal(len(causes))
    return np.clip(np.round(level), row["low"], row["high"]).astype(np.int64)


def _truth(causes, answers):
    """Planted slopes, and those of a regression on the answers of all cases."""
    x = np.column_stack([np.ones(len(causes)), causes.to_numpy()])
    rows = []
    for question, said in answers.items():
        slopes = np.linalg.lstsq(x, said, rcond=None)[0][1:]
        slopes = zip(CAUSES, slopes.round(4), strict=True)
        rows += [
            (question, c, planted.CASE_POLL.loc[question, c], b) for c, b in slopes
        ]
    columns = ["question", "column", "planted", "everybody"]
    return pd.DataFrame(rows, columns=columns)
