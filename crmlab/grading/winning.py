"""A lead score: the chance that a prospect becomes a customer."""

import warnings

import numpy as np
import pandas as pd

from crmlab import wanted


class WinModel:
    """Chance of winning a deal, by logistic regression.

    log odds = intercept + Σ coefficient × signal; chance = 1 / (1 + exp(−log odds)).

    numbers     columns that are used as they are
    categories  columns of which each level but the first gets a coefficient: what it
                adds to the log odds, against the first
    After ``fit``: ``table_``, a frame with column, level ("" for a number),
    coefficient, low and high (95% interval); ``levels_``, dict from column to levels.

    Estimated by maximum likelihood with statsmodels' Logit.

    Raises ValueError where no signal is named; `fit` and `chance` say what they refuse.
    A gap in a signal is refused: fill it, or leave the prospect out.

    Source: D. R. Cox (1958), Journal of the Royal Statistical Society B 20(2), 215–242.
    """

    def __init__(self, numbers=(), categories=()):
        self.numbers = wanted.listed(numbers, "WinModel", "numbers", empty=True)
        self.categories = wanted.listed(
            categories, "WinModel", "categories", empty=True
        )
        wanted.listed([*self.numbers, *self.categories], "WinModel", "the signals")

    def fit(self, prospects, won):
        """Learn from deals that are closed.

        prospects  frame, one row a deal, with the columns named; flags count as 0 or 1
        won        True or False for each deal (Series with the same index)
        Returns the model.

        Raises ValueError where a column is missing, a gap or not of its kind, a deal
        has no outcome, all ended alike, or a signal tells won from lost without fail
        (then no finite coefficient is best).
        """
        from statsmodels.discrete.discrete_model import Logit
        from statsmodels.tools.sm_exceptions import PerfectSeparationWarning

        frame = self._signals(prospects)
        won = wanted.matched(frame, won, "WinModel.fit", ("prospects", "won"))
        won = wanted.flags(won, "WinModel.fit", "won").astype(float)
        if won.nunique() < 2:
            raise ValueError("WinModel.fit() needs deals won and deals lost.")
        self.levels_ = {name: _levels(frame[name]) for name in self.categories}
        design = self._design(frame)
        self._known(design)
        try:
            with np.errstate(all="ignore"), warnings.catch_warnings():
                warnings.simplefilter("error", PerfectSeparationWarning)
                found = Logit(won.to_numpy(), design.to_numpy()).fit(
                    disp=0, maxiter=50, warn_convergence=False
                )
            separable = not np.isfinite(found.bse).all() or found.bse.max() > 1e3
        except (np.linalg.LinAlgError, PerfectSeparationWarning):
            separable = True
        if separable:
            raise ValueError(
                "WinModel.fit() finds a signal that tells won from lost without fail, "
                "or too few deals for so many signals: leave a column out."
            )
        interval = np.asarray(found.conf_int())
        names = pd.DataFrame([*design.columns], columns=["column", "level"])
        self.table_ = names.assign(
            coefficient=found.params, low=interval[:, 0], high=interval[:, 1]
        )
        return self

    def chance(self, prospects):
        """The chance of winning each of these prospects, from 0 to 1.

        Raises ValueError where a column is missing, a gap or not of its kind, or a
        category has a level that no deal had; NotFittedError before ``fit``.
        """
        wanted.fitted(self, "table_", "WinModel.chance")
        frame = self._signals(prospects)
        for name, levels in self.levels_.items():
            wanted.known(frame[name], levels, "WinModel.chance", f"column {name}")
        odds = self._design(frame).to_numpy() @ self.table_["coefficient"].to_numpy()
        return pd.Series(1 / (1 + np.exp(-odds)), frame.index, name="chance")

    def _signals(self, prospects):
        frame = wanted.table(
            prospects, "WinModel", "prospects", numbers=self.numbers,
            labels=self.categories,
        )  # fmt: skip
        wanted.unique_index(frame, "WinModel", "prospects")
        return frame

    def _design(self, frame):
        """One column a coefficient; a category's first level has none."""
        columns = {("intercept", ""): pd.Series(1.0, frame.index)}
        columns |= {(name, ""): frame[name].astype(float) for name in self.numbers}
        for name, levels in self.levels_.items():
            for level in levels[1:]:
                columns[name, str(level)] = (frame[name] == level).astype(float)
        return pd.DataFrame(columns, frame.index)

    def _known(self, design):
        if np.linalg.matrix_rank(design.to_numpy()) < design.shape[1]:
            raise ValueError(
                "WinModel.fit() cannot tell its signals apart: one is the same for all "
                "deals, or follows from others. Leave it out."
            )


def calibration(chance, won, parts=5):
    """Do deals with a chance of 30% come off in 30 of 100 cases?

    chance  predicted chance of each deal, from 0 to 1
    won     True or False (Series with the same deals)
    parts   number of parts of equal size, by chance; those who tie share a part
    Returns a frame, one row a part, from the least chance: deals, chance (mean), won
    (share), low, high (95% interval of that share, by E. B. Wilson 1927).

    Raises ValueError where a chance is a gap or not between 0 and 1, a deal has no
    outcome, or there are more parts than deals.

    >>> chance, won = pd.Series([0.1, 0.3, 0.8, 0.6]), pd.Series([0, 0, 1, 0])
    >>> calibration(chance, won, parts=2)["won"].to_list()
    [0.0, 0.5]
    """
    from statsmodels.stats.proportion import proportion_confint

    name = "calibration"
    chance = wanted.numbers(chance, name, "chance", low=0, high=1)
    wanted.rows(chance, name, "chance")
    won = wanted.matched(chance, won, name, ("chance", "won"))
    won = wanted.flags(won, name, "won")
    parts = wanted.whole(parts, name, "parts", low=1, high=len(chance))
    part = np.ceil(((chance.rank() - 0.5) / len(chance) * parts).round(9)).astype(int)
    both = pd.DataFrame({"chance": chance, "won": won})
    table = both.groupby(part).agg(
        deals=("won", "size"), chance=("chance", "mean"), won=("won", "mean")
    )
    low, high = proportion_confint(
        (table["won"] * table["deals"]).round(), table["deals"], method="wilson"
    )
    return table.assign(low=low, high=high).rename_axis("part")


def _levels(values):
    """The levels that occur, in their order."""
    if isinstance(values.dtype, pd.CategoricalDtype):
        return list(values.cat.remove_unused_categories().cat.categories)
    return sorted(values.unique(), key=str)
