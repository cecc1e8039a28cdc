"""What the survey would show of everybody, and what was planted behind it."""

import numpy as np
import pandas as pd

from .. import planted
from .invitations import readiness
from .opinions import standardised
from .paths import pls

MEASURED = [arrow for arrow in planted.CHAIN if set(arrow) <= set(planted.ACSI_BLOCKS)]
FACTORS = ["expectation", "experience", "quality", "value"]
FACTORS += ["satisfaction", "complaints", "loyalty", "attitude"]
DRIVER_COMPONENTS = 3  # as many as there are strands
OPINIONS = ["experience", "expectation", "quality", "value", "satisfaction"]
OPINIONS += ["complaints", "loyalty", "attitude", "image", "trust", "engagement"]


def true_tables(story, waves):
    """The truth tables of the survey: a dict of frames."""
    last = waves[-1]
    customer = story.people.frame["customer_id"].to_numpy()[last.opinions.index]
    paths, weights = pls(_correlation(last), planted.ACSI_BLOCKS, MEASURED)
    everyone = last.answers.join(last.ratings)
    everyone.insert(0, "customer_id", customer)
    return {
        "survey_everyone": everyone,
        "attitudes": _attitudes(story, last.opinions, customer),
        "paths": _paths(last.opinions, paths),
        "survey_items": _items(last, weights),
        "drivers": _drivers(last),
        "survey_summary": pd.concat([_summary(w) for w in waves], ignore_index=True),
    }


def _correlation(wave):
    return wave.answers[sum(planted.ACSI_BLOCKS.values(), [])].corr()


def _attitudes(story, seen, customer):
    frame = seen[OPINIONS].round(4)
    frame.insert(0, "customer_id", customer)
    frame["share_of_wallet"] = seen["share_of_wallet"].round(4)
    frame["wallet"] = seen["wallet"].round(2)
    frame["choice"] = seen["choice"].astype(int)
    frame["ready"] = readiness(story, seen).round(4)
    return frame


def _paths(seen, estimated):
    """Each arrow: as planted, between the true opinions, and as PLS finds it."""
    true = {}
    for end in {end for _, end in planted.CHAIN}:
        starts = [start for start, target in planted.CHAIN if target == end]
        slopes = _slopes(seen[starts].to_numpy(), seen[end].to_numpy())
        true |= {(start, end): b for start, b in zip(starts, slopes, strict=True)}
    rows = [
        (*arrow, weight, true[arrow], estimated.get(arrow, np.nan))
        for arrow, weight in planted.CHAIN.items()
    ]
    columns = ["start", "end", "planted", "standardised", "pls"]
    frame = pd.DataFrame(rows, columns=columns).round(4)
    for column in ("start", "end"):
        frame[column] = pd.Categorical(frame[column], FACTORS)
    return frame


def _slopes(x, y):
    """Slopes of a regression on standardised numbers."""
    x = (x - x.mean(axis=0)) / np.maximum(x.std(axis=0), 1e-9)
    y = (y - y.mean()) / np.maximum(y.std(), 1e-9)
    return np.linalg.lstsq(x, y, rcond=None)[0]


def _items(wave, weights):
    """Each scored question: what it asks after, how well, and how all answer it."""
    answers = wave.answers
    frame = planted.SURVEY_ITEMS[["opinion", "loading"]].reset_index()
    frame["correlation"] = [
        np.corrcoef(standardised(wave.opinions, row.opinion), answers[row.item])[0, 1]
        for row in frame.itertuples()
    ]
    frame["pls_weight"] = frame["item"].map(weights)
    frame["mean"] = answers[frame["item"]].mean().to_numpy()
    frame["standard_deviation"] = answers[frame["item"]].std().to_numpy()
    return frame.round(4)


def _drivers(wave):
    """Driver weights: planted, and by two regressions over everybody."""
    attributes = planted.ATTRIBUTES.index
    x = wave.ratings[[f"rating_{name}" for name in attributes]]
    y = wave.answers[planted.ACSI_BLOCKS["satisfaction"]].mean(axis=1)
    r = x.corr().to_numpy()
    with_y = np.array([np.corrcoef(x[column], y)[0, 1] for column in x])
    size, vector = np.linalg.eigh(r)
    kept = vector[:, -DRIVER_COMPONENTS:]
    frame = planted.ATTRIBUTES[["strand", "weight"]].reset_index()
    frame["attribute"] = pd.Categorical(attributes, attributes)
    strands = frame["strand"].unique()
    frame["strand"] = pd.Categorical(frame["strand"], strands)
    frame["correlation"] = with_y
    frame["ols"] = np.linalg.solve(r, with_y)
    frame["pcr"] = kept @ (kept.T @ with_y / size[-DRIVER_COMPONENTS:])
    frame["vif"] = np.diag(np.linalg.inv(r))
    return frame.round(4)


def _summary(wave):
    """What is true of everybody, beside what those who answered say."""
    _, weights = pls(_correlation(wave), planted.ACSI_BLOCKS, MEASURED)
    weights = pd.Series(weights)
    spread = wave.answers[weights.index].std()
    groups = {"population": wave.answers.index, "respondents": wave.respondents}
    frames = {
        group: _measures(wave.answers.loc[rows], weights / spread)
        for group, rows in groups.items()
    }
    frame = pd.DataFrame(frames).rename_axis("measure").reset_index()
    frame.insert(0, "wave", wave.number)
    share = wave.invitations["answered"].mean()
    frame.loc[len(frame)] = [wave.number, "share that answers", np.nan, share]
    return frame.round({"population": 4, "respondents": 4})


def _measures(answers, weights):
    """Indices from 0 to 100, the net promoter score, and means.

    Index = (Σ w·mean − Σ w) / (9 Σ w) × 100, w the unstandardised PLS weights
    (Fornell et al. 1996, Journal of Marketing 60(4)).
    """
    measures = {}
    for factor, items in planted.ACSI_BLOCKS.items():
        w = weights[items]
        mean = (w * answers[items].mean()).sum(skipna=False)
        measures[f"{factor} index"] = (mean - w.sum()) / (9 * w.sum()) * 100
    promoters = (answers["recommend"] >= 9).mean()
    detractors = (answers["recommend"] <= 6).mean()
    measures["net promoter score"] = 100 * (promoters - detractors)
    for item in ("satisfied_overall", "recommend", "share_of_wallet", "complained"):
        measures[f"mean of {item}"] = answers[item].mean()
    return measures
