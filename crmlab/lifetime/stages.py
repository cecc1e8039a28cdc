"""Stages of a relationship that nobody sees: a hidden Markov model."""

import numpy as np
import pandas as pd

from crmlab import wanted
from crmlab.lifetime.forward_backward import chances, forward_backward, shares
from crmlab.lifetime.model import Model
from crmlab.lifetime.signs import coded, door, order_of, possible


class HiddenStages(Model):
    """Customers are in stages; what is seen each period only hints at which.

    In a period a customer is in one stage, and shows a sign (orders none, one, many …)
    by chances that hang on the stage alone. From one period to the next he stays or
    moves, by chances that hang on the stage he leaves, not on how he came there.

    stages    how many, or a list of their names
    starts    random beginnings of the search; the likeliest end is kept
    max_iter, tol  the most rounds of a search, and the gain in mean log-likelihood of
              a customer at which it stops
    seed      of the beginnings

    After ``fit``: start_, a Series, chance of each stage in the first period; moves_, a
    frame, from a stage (row) to a stage (column); shows_, a frame, chance of a sign
    (column) in a stage (row); log_likelihood_, the sum over customers; n_iter_. Stages
    are in the order of the signs: the first shows the first signs most.

    A gap is a period in which nobody looked. Raises ValueError where a sign is unknown
    or there are too few, RuntimeError where no search settles.

    Source: L. E. Baum, T. Petrie, G. Soules & N. Weiss 1970, Annals of Mathematical
    Statistics 41(1), 164-171; for customers: O. Netzer, J. M. Lattin & V. Srinivasan
    2008, Marketing Science 27(2), 185-204.
    """

    def __init__(self, stages=3, *, starts=5, max_iter=500, tol=1e-6, seed=0):
        self.stages = stages
        self.starts = starts
        self.max_iter = max_iter
        self.tol = tol
        self.seed = seed

    @classmethod
    def of(cls, start, moves, shows):
        """A model whose chances are known, such as a textbook's.

        start  Series by stage;  moves  frame, stage by stage;  shows  frame, stage by
        sign. Raises ValueError where stages differ, a chance is missing or outside 0 to
        1, or a row does not sum to 1.
        """
        asks = "HiddenStages.of"
        start = wanted.numbers(start, asks, "start", low=0, high=1)
        tables = {"start": start.to_frame().T, "moves": moves, "shows": shows}
        for name, table in tables.items():
            wanted.all_numbers(table, asks, name)
            wanted.numbers(table.stack(), asks, name, low=0, high=1)
            if (abs(table.sum(axis=1) - 1) > 1e-6).any():
                raise ValueError(f"{asks}() needs rows of {name} that sum to 1.")
        same = [moves.index, moves.columns, shows.index]
        if not all(list(start.index) == list(other) for other in same):
            raise ValueError(
                f"{asks}() needs the same stages in start, moves and shows, in "
                "one order."
            )
        model = cls(list(start.index))
        model.start_, model.moves_, model.shows_ = start, moves, shows
        return model

    def fit(self, seen, y=None):
        """Learn from what was seen, one row a customer, one column a period.

        Entries are signs, of any kind; a gap is a period in which nobody looked.
        Raises ValueError where there are fewer than two periods, two signs or two
        stages; RuntimeError where no search settles within ``max_iter`` rounds.
        """
        asks = "HiddenStages.fit"
        names = self._names(asks)
        door(seen, asks)
        shown = seen.to_numpy(dtype=object).ravel()
        signs = sorted(pd.unique(shown[pd.notna(shown)]), key=order_of)
        if seen.shape[1] < 2 or len(signs) < 2:
            raise ValueError(
                f"{asks}() needs two periods and two signs at least; seen has "
                f"{seen.shape[1]} and {len(signs)}."
            )
        codes = coded(seen, signs, asks)
        rng = np.random.default_rng(wanted.whole(self.seed, asks, "seed"))
        starts = wanted.whole(self.starts, asks, "starts", low=1)
        wanted.whole(self.max_iter, asks, "max_iter", low=1)
        wanted.number(self.tol, asks, "tol", low=0)
        distinct = np.unique(codes, axis=0, return_counts=True)  # alike, so once
        size = len(names), len(signs)
        ends = [self._search(*distinct, *size, rng) for _ in range(starts)]
        settled = [end for end in ends if end is not None]
        if not settled:
            raise RuntimeError(
                f"{asks}() did not settle within {self.max_iter} rounds (max_iter). "
                "Raise max_iter, or ask for fewer stages."
            )
        best = max(settled, key=lambda end: end[0])
        self.log_likelihood_, (start, moves, shows), self.n_iter_ = best
        order = np.argsort(shows @ np.arange(len(signs)), kind="stable")
        self.start_ = pd.Series(start[order], names)
        self.moves_ = pd.DataFrame(moves[np.ix_(order, order)], names, names)
        self.shows_ = pd.DataFrame(shows[order], names, signs)
        return self

    def stage_probabilities(self, seen):
        """Chance of each stage in each period, from all that was seen of a customer.

        Returns a frame, one row a customer and period (both in the index, in the order
        of seen), one column a stage. Raises ValueError where seen has a sign that the
        model does not know, or of a customer what has no chance in it.
        """
        asks = "HiddenStages.stage_probabilities"
        chance = chances(self._known(seen, asks), self.shows_.to_numpy())
        now, _, logs = forward_backward(chance, *self._arrays())
        possible(logs, seen, asks)
        rows = pd.MultiIndex.from_product([seen.index, seen.columns])
        by_row = now.transpose(2, 1, 0).reshape(len(rows), -1)
        return pd.DataFrame(by_row, rows, self.shows_.index)

    def log_likelihood(self, seen):
        """Logarithm of the chance of all that was seen of each customer: a Series.

        It is -inf where there is no chance. Raises ValueError where seen has a sign
        that the model does not know.
        """
        codes = self._known(seen, "HiddenStages.log_likelihood")
        chance = chances(codes, self.shows_.to_numpy())
        found = forward_backward(chance, *self._arrays())[2]
        return pd.Series(found, seen.index, name="log_likelihood")

    def likeliest_path(self, seen):
        """The likeliest path through the stages: a frame like seen, of stages.

        It may differ from the likeliest stage of each period, which need not join up.
        Raises ValueError as ``stage_probabilities`` does.
        Source: A. J. Viterbi 1967, IEEE Transactions on Information Theory 13(2).
        """
        asks = "HiddenStages.likeliest_path"
        codes = self._known(seen, asks)
        with np.errstate(divide="ignore"):  # a chance of 0 has the logarithm -inf
            chance = np.log(chances(codes, self.shows_.to_numpy())).T
            start, moves = (np.log(part) for part in self._arrays())
        best, came = start + chance[:, 0], []
        for period in range(1, codes.shape[1]):
            ways = best[:, :, None] + moves
            came.append(ways.argmax(axis=1))
            best = ways.max(axis=1) + chance[:, period]
        possible(best.max(axis=1), seen, asks)
        path = [best.argmax(axis=1)]
        for back in reversed(came):
            path.append(np.take_along_axis(back, path[-1][:, None], axis=1)[:, 0])
        names = self.shows_.index.to_numpy()
        return pd.DataFrame(names[np.array(path[::-1]).T], seen.index, seen.columns)

    def _names(self, asks):
        if isinstance(self.stages, (list, tuple, pd.Index)):
            names = wanted.listed(self.stages, asks, "stages")
        else:
            names = list(range(1, wanted.whole(self.stages, asks, "stages", low=1) + 1))
        if len(names) < 2 or len(set(names)) < len(names):
            raise ValueError(f"{asks}() needs two different stages at least.")
        return names

    def _search(self, codes, n, stages, signs, rng):
        """One search from a random beginning: its end; None where it did not settle."""
        start = rng.dirichlet(np.full(stages, 5.0))
        moves = rng.dirichlet(np.ones(stages), stages) + 2 * np.eye(stages)
        moves /= moves.sum(axis=1, keepdims=True)
        shows = rng.dirichlet(np.ones(signs), stages)
        shown = np.array([n * np.equal(codes.T, sign) for sign in range(signs)])
        shown = shown.reshape(signs, -1).T.astype(float)
        before = -np.inf
        for step in range(1, self.max_iter + 1):
            chance = chances(codes, shows)
            now, moved, logs = forward_backward(chance, start, moves, n)
            total = float(n @ logs)
            if total - before < self.tol * n.sum():
                return total, (start, moves, shows), step
            before = total
            start, moves = shares(now[:, 0] @ n), shares(moved)
            shows = shares(now.reshape(stages, -1) @ shown)
        return None

    def _known(self, seen, asks):
        wanted.fitted(self, "shows_", asks)
        door(seen, asks)
        return coded(seen, list(self.shows_.columns), asks)

    def _arrays(self):
        return self.start_.to_numpy(float), self.moves_.to_numpy(float)
