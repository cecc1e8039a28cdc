"""Ratings beside the main questionnaire: attributes, SERVQUAL, delivered value."""

import numpy as np
import pandas as pd

from .. import planted
from .answers import measure, on_scale
from .opinions import standardised


def rate_attributes(rng, story, seen):
    """How eight attributes are rated, and how important people say they are, 1 to 10.

    Opinions on the attributes are drawn so that, over everybody, the regression of
    satisfaction on them has the planted weights, whatever made the satisfaction.
    """
    felt = _attribute_opinions(rng, seen)
    answers = {}
    for name, typical in planted.ATTRIBUTES["typical"].items():
        z = measure(rng, felt[name], planted.RATING_LOADING)
        answers[f"rating_{name}"] = on_scale(z, typical)
    frame = pd.DataFrame(answers, index=seen.index)
    lazy = rng.random(len(frame)) < planted.STRAIGHT_LINERS
    frame.loc[lazy] = frame.loc[lazy, ["rating_tea_quality"]].to_numpy()
    return frame.join(_importance(rng, story, seen))


def _attribute_opinions(rng, seen):
    """Opinions on the attributes, given satisfaction: a column each.

    With covariance C of the opinions and weights w, satisfaction s (variance 1) has
    covariance Cw with them; given s they are normal about s·Cw with covariance
    C − Cw(Cw)'. An attribute's own part of it also holds what happened of late.
    """
    names = planted.ATTRIBUTES.index
    together = planted.attribute_covariance()
    with_satisfaction = together @ planted.ATTRIBUTES["weight"].to_numpy()
    own = 1 - planted.HALO - planted.STRAND
    left = together - np.outer(with_satisfaction, with_satisfaction)
    size, vector = np.linalg.eigh(left - own * np.eye(len(names)))
    root = vector * np.sqrt(np.maximum(size, 0))
    s = standardised(seen, "satisfaction")
    common = rng.standard_normal((len(s), len(names))) @ root.T
    felt = np.outer(s, with_satisfaction) + common
    for column, name in enumerate(names):
        happened = _happened(seen, name, s)
        rest = np.sqrt(max(own - happened.var(), own / 5))
        felt[:, column] += happened + rest * rng.standard_normal(len(s))
    return pd.DataFrame(felt, index=seen.index, columns=names)


def _happened(seen, attribute, s):
    """What the last half-year did to one attribute, beyond what satisfaction shows."""
    harm = planted.RATING_HARM
    total = np.zeros(len(s))
    for row in harm[harm["attribute"] == attribute].itertuples():
        total += row.shift * seen[row.happening].to_numpy()
    total -= total.mean()
    centred = s - s.mean()
    return total - centred * (centred @ total) / max(centred @ centred, 1e-9)


def _importance(rng, story, seen):
    segment = story.people.traits["segment"].array.codes[seen.index]
    style = np.sqrt(planted.IMPORTANCE_STYLE) * rng.standard_normal(len(seen))
    own = np.sqrt(1 - planted.IMPORTANCE_STYLE)
    answers = {}
    for name, typical in planted.ATTRIBUTES["importance"].items():
        shift = planted.IMPORTANCE_SHIFT.loc[name].to_numpy()[segment]
        z = shift + style + own * rng.standard_normal(len(seen))
        answers[f"importance_{name}"] = on_scale(z, typical)
    return pd.DataFrame(answers, index=seen.index)


def servqual(rng, seen):
    """SERVQUAL: what is expected and what is perceived, 1 to 7, two questions each."""
    expected_more = planted.SERVQUAL_STEP * standardised(seen, "expectation")
    gap_more = planted.SERVQUAL_STEP * standardised(seen, "satisfaction")
    answers = {}
    for dimension, row in planted.SERVQUAL.iterrows():
        leaning = planted.SERVQUAL_OWN * rng.standard_normal(len(seen))
        expects = row["expected"] + expected_more + leaning
        gap = row["gap"] + gap_more
        if row["happening"] != "none":
            gap = gap + row["shift"] * seen[row["happening"]].to_numpy()
        for part, level in (("expected", expects), ("perceived", expects + gap)):
            for item in range(1, planted.SERVQUAL_ITEMS + 1):
                said = level + planted.SERVQUAL_NOISE * rng.standard_normal(len(seen))
                answers[f"{dimension}_{part}_{item}"] = _boxes(said, 7)
    return pd.DataFrame(answers, index=seen.index)


def _boxes(points, high):
    return np.clip(np.round(points), 1, high).astype(np.int64)


def rate_values(rng, seen, week):
    """Values and costs of buying from each company that a customer knows, 1 to 10.

    One row for each customer and company: values and costs as in Kotler's customer
    delivered value. The index is the row of the person.
    """
    style = planted.VALUE_STYLE * rng.standard_normal(len(seen))
    ours = {item: _our_level(seen, item) for item in planted.VALUE_ITEMS.index}
    rows = [_rate_company(rng, seen, planted.RATED_COMPANIES[0], ours, style)]
    for rival, known in planted.KNOWS_RIVAL.items():
        near = seen["opened"].to_numpy() * (rival == planted.RATED_COMPANIES[2])
        theirs = {
            item: _rival_level(seen, item, rival, near, week)
            for item in planted.VALUE_ITEMS.index
        }
        frame = _rate_company(rng, seen, rival, theirs, style)
        knows = rng.random(len(seen)) < known + planted.KNOWS_OPENED * near
        rows.append(frame[knows])
    return pd.concat(rows)


def _rate_company(rng, seen, company, levels, style):
    frame = pd.DataFrame(index=seen.index)
    frame["company"] = pd.Categorical([company] * len(seen), planted.RATED_COMPANIES)
    for item, level in levels.items():
        noise = planted.VALUE_NOISE * rng.standard_normal(len(seen))
        frame[item] = _boxes(level + style + noise, 10)
    return frame


def _our_level(seen, item):
    opinion, points = planted.VALUE_MOVED_BY[item]
    level = planted.VALUE_ITEMS.loc[item, planted.RATED_COMPANIES[0]]
    level = level + points * standardised(seen, opinion)
    if item in planted.VALUE_HARM:
        happening, more = planted.VALUE_HARM[item]
        level = level + more * seen[happening].to_numpy()
    return level


def _rival_level(seen, item, rival, near, week):
    years = week / planted.YEAR_WEEKS - 1
    side = planted.VALUE_ITEMS.loc[item, "side"]
    liking = (1 if side == "value" else -1) * planted.RIVAL_MOVED_BY
    level = planted.VALUE_ITEMS.loc[item, rival] + liking * standardised(seen, "rivals")
    if item in ("product_value", "service_value"):
        level = level + planted.RIVALS_IMPROVE * years
    if item == "time_cost":
        level = level + planted.TIME_COST_OPENED * near
    return level


def value_levels(seen, week):
    """What everybody who knows a company thinks of it, before style and chance.

    One row for each company and item: mean level, in points.
    """
    rows = []
    for company in planted.RATED_COMPANIES:
        near = seen["opened"].to_numpy() * (company == planted.RATED_COMPANIES[2])
        for item in planted.VALUE_ITEMS.index:
            if company == planted.RATED_COMPANIES[0]:
                level = _our_level(seen, item)
            else:
                level = _rival_level(seen, item, company, near, week)
            rows.append((company, item, level.mean().round(4)))
    frame = pd.DataFrame(rows, columns=["company", "item", "level"])
    frame["company"] = pd.Categorical(frame["company"], planted.RATED_COMPANIES)
    return frame
