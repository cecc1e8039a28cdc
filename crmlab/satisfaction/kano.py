"""The Kano model: two questions a feature, and what the pair of answers means."""

import numpy as np
import pandas as pd

ANSWERS = ["like", "must-be", "neutral", "live with", "dislike"]
CATEGORIES = {
    "A": "attractive",
    "O": "one-dimensional",
    "M": "must-be",
    "I": "indifferent",
    "R": "reverse",
    "Q": "questionable",
}
# Kano, Seraku, Takahashi & Tsuji 1984. Rows: how would you feel with the feature?
# Columns: and without it?
EVALUATION_TABLE = pd.DataFrame(
    [list("QAAAO"), list("RIIIM"), list("RIIIM"), list("RIIIM"), list("RRRRQ")],
    index=pd.Index(ANSWERS, name="with it"),
    columns=pd.Index(ANSWERS, name="without it"),
)


def kano_category(functional, dysfunctional):
    """Category of each pair of answers, by the evaluation table.

    functional, dysfunctional: Series of answers (with the feature, without it), each
        one of ``ANSWERS``; capitals and spaces around do not matter
    Returns a Series with the categories' letters, empty where an answer is.

    >>> with_it = pd.Series(["like", "like", "neutral"])
    >>> without = pd.Series(["neutral", "dislike", "dislike"])
    >>> kano_category(with_it, without).to_list()
    ['A', 'O', 'M']
    """
    row = _number(functional, "functional")
    column = _number(dysfunctional, "dysfunctional")
    known = (row >= 0) & (column >= 0)
    letters = EVALUATION_TABLE.to_numpy()[row, column]
    found = pd.Series(np.where(known, letters, None), functional.index)
    return found.astype(pd.CategoricalDtype(list(CATEGORIES))).rename("category")


def _number(answers, name):
    """Place of each answer in ``ANSWERS``, -1 where it is missing."""
    said = pd.Series(answers).astype("string").str.strip().str.lower()
    number = said.map({answer: i for i, answer in enumerate(ANSWERS)})
    strange = said[number.isna() & said.notna()]
    if len(strange):
        raise ValueError(
            f"{name} holds {strange.iloc[0]!r}, which is no answer of the "
            f"questionnaire. It can be {', '.join(ANSWERS)}."
        )
    return number.fillna(-1).astype(int).to_numpy()


def kano_counts(categories, by):
    """How many people put a feature into each category.

    categories: Series of letters; by: Series, or list of Series, to count within, such
        as the feature, or the feature and the segment
    Returns a frame, one row a group, columns A O M I R Q.
    """
    table = pd.Series(categories).groupby(by, observed=True).value_counts()
    counts = table.unstack(fill_value=0).reindex(columns=list(CATEGORIES))
    return counts.fillna(0).astype(int).rename_axis(columns=None)


def kano_table(counts):
    """Read the counts: which category leads, and is the lead more than chance?

    counts: frame of ``kano_counts``
    Returns a frame with the same index:
    n             answers, the questionable ones too
    category      the most frequent of A O M I R; of equals the one that matters more
                  (M before O before A before I)
    second        the next one
    lead, needed  difference of the two counts a − b, and the least that is significant
                  at 90%: 1.65 √((a + b)(2n − a − b) / 2n) (Fong 1996, Center for
                  Quality of Management Journal 5(3))
    significant   whether lead is at least needed. Where not, call the feature mixed
    category_strength, total_strength   share of the leading less that of the second;
                  share of A + O + M, who care at all (Lee & Newcomb 1997, same journal
                  6(3))
    better, worse (A + O) / (A + O + M + I) and −(O + M) / (A + O + M + I), how much
                  having it pleases and lacking it displeases (Berger et al. 1993, same
                  journal 2(4)). Reverse and questionable answers are in neither.

    >>> counts = pd.DataFrame([[10, 30, 45, 10, 2, 3]], ["tray"], list("AOMIRQ"))
    >>> kano_table(counts).loc["tray", ["category", "second"]].to_list()
    ['M', 'O']
    """
    meant = counts[list("MOAIR")]  # the order settles ties
    rank = (-meant).rank(axis=1, method="first")
    first, second = meant[rank == 1].max(axis=1), meant[rank == 2].max(axis=1)
    n, both = counts.sum(axis=1), first + second
    needed = 1.65 * np.sqrt(both * (2 * n - both) / (2 * n))
    asked = counts[list("AOMI")].sum(axis=1)
    return pd.DataFrame(
        {
            "n": n,
            "category": rank.idxmin(axis=1),
            "second": (rank == 2).idxmax(axis=1),
            "lead": (first - second).astype(int),
            "needed": needed,
            "significant": (first - second) >= needed,
            "category_strength": (first - second) / n,
            "total_strength": counts[list("AOM")].sum(axis=1) / n,
            "better": counts[["A", "O"]].sum(axis=1) / asked,
            "worse": -counts[["O", "M"]].sum(axis=1) / asked,
        }
    )


def better_worse(counts, replicates=1000, seed=0, level=0.95):
    """Better and worse of each group with bootstrap intervals.

    counts: frame of ``kano_counts``. Drawing n people anew is drawing n answers with
        the observed shares, so the counts are enough.
    Returns a frame: better, better_low, better_high, worse, worse_low, worse_high.
    """
    rng = np.random.default_rng(seed)
    table = kano_table(counts)
    tail = [(1 - level) / 2, (1 + level) / 2]
    rows = {}
    for group, row in counts.iterrows():
        n = row.sum()
        drawn = rng.multinomial(n, row / n, size=replicates)
        drawn = pd.DataFrame(drawn, columns=counts.columns)
        asked = drawn[list("AOMI")].sum(axis=1)
        better = np.nanquantile(drawn[["A", "O"]].sum(axis=1) / asked, tail)
        worse = np.nanquantile(-drawn[["O", "M"]].sum(axis=1) / asked, tail)
        rows[group] = [*better, *worse]
    columns = ["better_low", "better_high", "worse_low", "worse_high"]
    found = pd.DataFrame.from_dict(rows, orient="index", columns=columns)
    found.index = counts.index
    found = found.assign(better=table["better"], worse=table["worse"])
    return found[["better", *columns[:2], "worse", *columns[2:]]]
