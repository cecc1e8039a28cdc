"""Loyal in deed or in mind, and the six kinds of loyalty."""

import pandas as pd

from crmlab import wanted
from crmlab.loyalty.rules import holds

QUADRANTS = ["true", "spurious", "latent", "none"]
# The rule, first to last: the first condition that holds names the kind. A question
# that was left out does not hold.
KIND_RULES = {
    "kinship": "knows_staff",
    "latent": "hindered_by not in ['nothing', 'cost'] and attitude >= 7",
    "monopoly": "alternatives == 0 and attitude < 7.5",
    "trust": "attitude >= 7.5 and rivals_attractive <= 4",
    "incentive": "compares_prices >= 7 and member",
    "inertia": "decision_minutes <= 7",
}


def quadrants(behaviour, attitude, *, enough, warm):
    """Sort customers by what they do and by what they feel (Dick & Basu 1994).

    behaviour  a number for each customer, such as the share of wallet
    attitude   a number for each customer, such as a mean of answers; same customers
    enough     behaviour from this on counts as loyal
    warm       attitude from this on counts as loyal
    Returns an ordered categorical Series:
        true      loyal in both           spurious  loyal in behaviour only
        latent    loyal in attitude only  none      in neither
    Customers with either number missing are left out.

    Raises ValueError where a customer is missing in attitude or there twice, or
    something is no number.

    >>> wallet, warmth = pd.Series([80, 80, 20, 20]), pd.Series([9, 4, 9, 4])
    >>> quadrants(wallet, warmth, enough=50, warm=7).to_list()
    ['true', 'spurious', 'latent', 'none']

    Source: A. S. Dick & K. Basu 1994, Journal of the Academy of Marketing Science
    22(2), 99-113.
    """
    behaviour = wanted.numbers(behaviour, "quadrants", "behaviour", gaps=True)
    attitude = wanted.numbers(attitude, "quadrants", "attitude", gaps=True)
    wanted.rows(behaviour, "quadrants", "behaviour")
    names = ("behaviour", "attitude")
    attitude = wanted.matched(behaviour, attitude, "quadrants", names)
    enough = wanted.number(enough, "quadrants", "enough")
    warm = wanted.number(warm, "quadrants", "warm")
    both = pd.DataFrame({"does": behaviour, "feels": attitude}).astype(float).dropna()
    does, feels = both["does"] >= enough, both["feels"] >= warm
    found = pd.Series("none", both.index, dtype=object, name="loyalty")
    found[does & feels] = "true"
    found[does & ~feels] = "spurious"
    found[~does & feels] = "latent"
    return found.astype(pd.CategoricalDtype(QUADRANTS, ordered=True))


def kind_by_rule(answers, rules=KIND_RULES):
    """The kind of loyalty of each customer, by the first condition that holds.

    answers  frame, one row a customer, with the columns that the rules name
    rules    {kind: condition}; a condition compares columns with numbers or text, such
             as "minutes < 7 and city in ['A', 'B'] and not member"
    Returns a Series of kinds; "none" where no condition holds. A question that was
    left out makes its condition fail.

    Raises ValueError where a rule is no such condition (nothing else in it is run), or
    a column is not there, or holds text where the rule has numbers.

    >>> two = pd.DataFrame({"minutes": [3, 20], "friend": [False, True]})
    >>> kind_by_rule(two, {"kinship": "friend", "inertia": "minutes < 7"}).to_list()
    ['inertia', 'kinship']
    """
    wanted.rows(wanted.frame(answers, "kind_by_rule", "answers"), "kind_by_rule",
                "answers")  # fmt: skip
    wanted.mapping(rules, "kind_by_rule", "rules")
    found = pd.Series("none", answers.index, dtype=object, name="kind")
    for kind, condition in reversed(rules.items()):
        held = holds(kind, condition, answers, "kind_by_rule")
        found[held.fillna(False).to_numpy(dtype=bool)] = kind
    return found


class KindModel:
    """Tell kinds of loyalty apart by answers: a multinomial logit.

    Each answer is centred and divided by its standard deviation; a gap is filled with
    the median. After ``fit`` the weights are in ``weights_``, one row a kind: how much
    one standard deviation more of an answer speaks for the kind. Of two kinds only the
    second has a row: what speaks for it speaks against the first.

    Raises ValueError where an answer is no number, a question has gaps only, a customer
    has no kind, or there is one kind only; NotFittedError before ``fit``.

    >>> answers = pd.DataFrame({"warmth": [9, 8, 2, 1.0]})
    >>> KindModel().fit(answers, pd.Series(list("ttnn"))).predict(answers).to_list()
    ['t', 't', 'n', 'n']

    Source: multinomial logit, D. McFadden 1974, in Frontiers in Econometrics.
    """

    def fit(self, answers, kinds):
        """Learn from customers whose kind is known.

        answers  frame of numbers, one row a customer; gaps are allowed
        kinds    the kind of each of these customers
        """
        from sklearn.linear_model import LogisticRegression

        known = wanted.all_numbers(answers, "KindModel.fit", "answers", gaps=True)
        kinds = wanted.series(kinds, "KindModel.fit", "kinds")
        kinds = wanted.matched(known, kinds, "KindModel.fit", ("answers", "kinds"))
        wanted.complete(kinds, "KindModel.fit", "kinds")
        empty = known.columns[known.isna().all()]
        if len(empty):
            raise ValueError(
                f"KindModel.fit() found no answer to {empty[0]}: leave it out."
            )
        if kinds.nunique() < 2:
            raise ValueError("KindModel.fit() needs two kinds or more in kinds.")
        known = known.astype(float)
        self.median_, self.mean_ = known.median(), known.fillna(known.median()).mean()
        self.spread_ = known.fillna(self.median_).std().replace(0, 1)
        self.logit_ = LogisticRegression(max_iter=2000)
        self.logit_.fit(self._scaled(known), kinds.astype(str))
        self.classes_ = list(self.logit_.classes_)
        rows = self.classes_ if len(self.classes_) > 2 else self.classes_[1:]
        self.weights_ = pd.DataFrame(self.logit_.coef_, rows, known.columns)
        return self

    def predict(self, answers):
        """The most likely kind of each customer."""
        wanted.fitted(self, "logit_", "KindModel.predict")
        names = self.logit_.predict(self._scaled(answers))
        return pd.Series(names, answers.index, name="kind", dtype=object)

    def _scaled(self, answers):
        wanted.columns(answers, self.median_.index, "KindModel", "answers")
        answers = answers[self.median_.index]
        numbers = wanted.all_numbers(answers, "KindModel", "answers", gaps=True)
        numbers = numbers.astype(float).fillna(self.median_)
        return (numbers - self.mean_) / self.spread_
