"""A path model of satisfaction, estimated by partial least squares (PLS)."""

import numpy as np
import pandas as pd
from sklearn.base import BaseEstimator

from crmlab import wanted
from crmlab.satisfaction import apart, checking
from crmlab.satisfaction.estimating import Design, estimate
from crmlab.satisfaction.measures import alpha_of, effects, reliability
from crmlab.satisfaction.structures import arrows_of


class PathModel(BaseEstimator):
    """Factors that cannot be seen, measured by items, joined by arrows.

    structure  list of arrows (start, end), such as ``STRUCTURES["ACSI"]``
    blocks  dict from factor to the columns that measure it
    modes  "A" or "B" for all factors, or a dict for some. A: an item's weight is its
        own covariance with the neighbouring factors. B: the weights are a regression
        on all items of the block.
    scheme  how a factor listens to its neighbours. "centroid": by the sign of the
        correlation; "factorial": by the correlation; "path": causes by their
        coefficient, effects by their correlation.
    scaling  "standardised" items count the same (Monecke & Leisch 2012); "raw" items
        count by their spread (Tenenhaus et al. 2005). Publications differ in this, and
        do not always say so.
    missing  "drop" leaves out rows with any gap among the items; "mean" fills a gap
        with the item's mean, which keeps the rows and weakens correlations a little.
    tol, max_iter  the largest change of a weight at which it stops, and the most rounds
    scale  lowest and highest answer, such as (1, 5), for the indices. None takes 1 to
        10, and refuses an index where no answer is above 7

    After ``fit``:
    weights_, loadings_  Series by item. Weights make scores with variance 1 from
        standardised items; a loading is the item's correlation with its score.
    raw_weights_  Series by item, the weights of items as answered
    paths_  frame by arrow: direct, indirect, total; effects_  the same for every pair
        of factors that is joined at all
    r2_  Series, the share of each factor explained by the arrows that point at it
    between_  frame, correlations of the scores
    blocks_  frame by factor: items, mode, alpha (Cronbach), composite_reliability, ave,
        communality, r2, redundancy; the first three but for ave only where mode is A
    rows_  dict of given, used; missing_  Series, gaps by item; n_iter_  rounds needed

    Raises ValueError where structure, blocks and choices do not go together, or an item
    is missing, no number, constant, not on the scale, or not to be told apart from
    others; RuntimeError where the weights do not settle. A UserWarning names an item
    that points the other way from its block.

    Sources: Tenenhaus, Esposito Vinzi, Chatelin & Lauro 2005, Computational Statistics
    & Data Analysis 48; Monecke & Leisch 2012, Journal of Statistical Software 48(3).
    Both their analyses of the mobile-phone data are equalled in the course's tests.

    >>> rng = np.random.default_rng(0)
    >>> quality = rng.normal(size=300)
    >>> pleased = 0.8 * quality + 0.6 * rng.normal(size=300)
    >>> answers = pd.DataFrame({
    ...     "q1": quality + 0.5 * rng.normal(size=300),
    ...     "q2": quality + 0.5 * rng.normal(size=300),
    ...     "s1": pleased + 0.5 * rng.normal(size=300),
    ...     "s2": pleased + 0.5 * rng.normal(size=300),
    ... })
    >>> blocks = {"quality": ["q1", "q2"], "satisfaction": ["s1", "s2"]}
    >>> model = PathModel([("quality", "satisfaction")], blocks).fit(answers)
    >>> model.paths_.round(2)["direct"].to_dict()
    {('quality', 'satisfaction'): 0.75}
    """

    def __init__(
        self,
        structure,
        blocks,
        *,
        modes="A",
        scheme="centroid",
        scaling="standardised",
        missing="drop",
        tol=1e-7,
        max_iter=300,
        scale=None,
    ):
        self.structure = structure
        self.blocks = blocks
        self.modes = modes
        self.scheme = scheme
        self.scaling = scaling
        self.missing = missing
        self.tol = tol
        self.max_iter = max_iter
        self.scale = scale

    def fit(self, frame, y=None):
        """Estimate the model from answers, one row a person, one column an item."""
        self._prepare()
        answers = self._answers(frame)
        covariance = np.cov(answers.to_numpy(), rowvar=False)
        self.means_, self.spreads_ = answers.mean(), answers.std()
        self.range_ = answers.min(axis=None), answers.max(axis=None)
        if self.scaling == "standardised":
            covariance = covariance / np.outer(self.spreads_, self.spreads_)
        apart.check_items(covariance, self.design_, answers.columns, self.factors_)
        plain = estimate(covariance[None], self.design_)
        apart.check_causes(plain.between[0], self.design_, self.factors_)
        found = estimate(
            covariance[None], self.design_, self.scheme, self.tol, self.max_iter
        )
        if not found.converged[0]:
            raise RuntimeError(
                f"The weights still moved after {self.max_iter} rounds (max_iter). "
                "Look for a block whose items do not go together, or raise max_iter."
            )
        self.n_iter_ = int(found.rounds[0])
        self._name(found, answers)
        apart.warn_of_turned(self.loadings_, self.design_, self.factors_)
        return self

    def transform(self, frame):
        """Each person's scores: mean 0 and variance 1 among those fitted on.

        Returns a frame with the index of ``frame`` and a column a factor. A row with a
        gap in any item gets no scores where missing is "drop".

        Raises NotFittedError before ``fit``, ValueError for items absent or no numbers.
        """
        wanted.fitted(self, "raw_weights_", "transform")
        answers = checking.items_of(frame, list(self.raw_weights_.index))
        if self.missing == "mean":
            answers = answers.fillna(self.means_)
        weighted = (answers - self.means_) * self.raw_weights_
        scores = weighted.to_numpy() @ self.design_.belongs()
        return pd.DataFrame(scores, frame.index, self.factors_)

    def _prepare(self):
        """Check the choices, and write the model in numbers."""
        checking.check_choice("scheme", self.scheme, checking.SCHEMES)
        checking.check_choice("scaling", self.scaling, checking.SCALINGS)
        checking.check_choice("missing", self.missing, checking.MISSING)
        wanted.number(self.tol, "PathModel", "tol", low=0)
        wanted.whole(self.max_iter, "PathModel", "max_iter", low=1)
        checking.check_span(self.scale)
        self.arrows_ = arrows_of(self.structure)
        self.factors_ = checking.check_model(self.arrows_, self.blocks)
        modes = checking.modes_of(self.modes, self.factors_)
        number = {name: i for i, name in enumerate(self.factors_)}
        block = [number[name] for name in self.factors_ for _ in self.blocks[name]]
        arrows = np.zeros((len(number), len(number)))
        for start, end in self.arrows_:
            arrows[number[start], number[end]] = 1
        self.design_ = Design(np.array(block), arrows, modes)

    def _answers(self, frame):
        """The items' answers without gaps; what was given and used is kept."""
        items = [item for name in self.factors_ for item in self.blocks[name]]
        given = checking.items_of(frame, items)
        self.missing_ = given.isna().sum().rename("missing")
        checking.check_scale(given, self.scale)
        answers = checking.complete(given, self.missing)
        checking.check_answers(answers, len(given))
        self.rows_ = {"given": len(given), "used": len(answers)}
        return answers

    def _name(self, found, answers):
        """Turn arrays into Series and frames that carry names."""
        items = pd.Index(answers.columns, name="item")
        per_unit = found.weights[0]
        if self.scaling == "raw":
            per_unit = per_unit * self.spreads_.to_numpy()
        self.weights_ = pd.Series(per_unit, items, name="weight")
        self.raw_weights_ = (self.weights_ / self.spreads_).rename("raw weight")
        self.loadings_ = pd.Series(found.loadings[0], items, name="loading")
        names = pd.Index(self.factors_, name="factor")
        self.between_ = pd.DataFrame(found.between[0], names, self.factors_)
        explained = pd.Series(found.r2[0], names, name="r2")
        self.r2_ = explained[self.design_.arrows.any(axis=0)]
        self.effects_ = effects(found.paths[0], self.factors_, self.design_.arrows)
        self.paths_ = self.effects_.loc[self.arrows_]
        self.blocks_ = self._describe_blocks(answers)

    def _describe_blocks(self, answers):
        """Reliability and validity of each factor's items."""
        rows = {}
        for name, mode in zip(self.factors_, self.design_.modes, strict=True):
            mine = list(self.blocks[name])
            squares = self.loadings_[mine] ** 2
            rows[name] = {"items": len(mine), "mode": mode}
            if mode == "A":
                rows[name]["alpha"] = alpha_of(answers[mine])
                rows[name]["composite_reliability"] = reliability(self.loadings_[mine])
                rows[name]["ave"] = squares.mean()
            rows[name]["communality"] = squares.mean()
        frame = pd.DataFrame.from_dict(rows, orient="index").rename_axis("factor")
        frame["r2"] = self.r2_
        return frame.assign(redundancy=frame["communality"] * frame["r2"])
