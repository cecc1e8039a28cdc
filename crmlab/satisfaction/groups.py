"""Two groups of people, one path model: where do they differ?"""

import numpy as np
import pandas as pd

from crmlab import wanted
from crmlab.satisfaction.index import index_of, indices, scale_of
from crmlab.satisfaction.path_model import PathModel
from crmlab.satisfaction.resampling import pick, replicate, written


def compare_groups(model, frame, groups, replicates=500, seed=0, level=0.95):
    """Does a path, or an index, differ between two groups of people?

    model   a ``PathModel``, fitted or not; it is fitted on each group anew
    groups  Series with the frame's index and two values; who has none is left out
    replicates, seed, level  number and seed of the draws; level of the intervals
    Returns a frame by what (path, index) and name: the two groups' estimates, named
    after them, difference (second less first, so that a rise from wave 1 to wave 2 is
    above 0), low, high, and differs (True where the interval leaves out 0). Each group
    is resampled by itself, as if nobody were in both.

    Raises ValueError where the model cannot be fitted on a group, ``indices`` does, the
    groups are not two or not of the frame's rows, or level is not between 0 and 1.
    """
    replicates = wanted.whole(replicates, "compare_groups", "replicates", low=2)
    level = wanted.share(level, "compare_groups", "level", inside=True)
    seed = wanted.whole(seed, "compare_groups", "seed")
    wanted.frame(frame, "compare_groups", "frame")
    groups = wanted.keys(groups, "compare_groups", "groups", gaps=True)
    labels = wanted.paired(frame, groups, "compare_groups", ("frame", "groups"))
    values = sorted(labels.dropna().unique())
    if len(values) != 2:
        raise ValueError(
            f"groups has {len(values)} values, {values[:4]}. Two groups are compared: "
            "keep two, or join the others."
        )
    fits, drawn = [], []
    for number, value in enumerate(values):
        mine = frame[(labels == value).fillna(False).to_numpy(dtype=bool)]
        fits.append(PathModel(**model.get_params()).fit(mine))
        drawn.append(_draws(fits[-1], mine, replicates, seed + number))
    usable = min(len(drawn[0]), len(drawn[1]))
    tail = (1 - level) / 2
    apart = drawn[1][:usable] - drawn[0][:usable]
    low, high = np.quantile(apart, [tail, 1 - tail], axis=0)
    rows = [("path", name) for name in written(fits[0].paths_)]
    rows += [("index", name) for name in fits[0].factors_]
    index = pd.MultiIndex.from_tuples(rows, names=["what", "name"])
    points = [np.concatenate([f.paths_["direct"], indices(f)]) for f in fits]
    table = {str(value): part for value, part in zip(values, points, strict=True)}
    table |= {"difference": points[1] - points[0], "low": low, "high": high}
    return pd.DataFrame(table, index).assign(differs=(low > 0) | (high < 0))


def _draws(model, frame, replicates, seed):
    """Paths and indices of one group's replicates, side by side."""
    found = replicate(model, frame, replicates, seed)
    names = pd.Index(model.factors_)
    arrows = [(names.get_loc(s), names.get_loc(e)) for s, e in model.paths_.index]
    scale = scale_of(model)
    drawn = index_of(found["raw_weights"], found["means"], model.design_, scale)
    return np.hstack([pick(found["paths"], arrows), drawn])
