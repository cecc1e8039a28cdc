"""The Kano model: two questions a feature, and what the pair of answers means."""

import numpy as np
import pandas as pd

from crmlab import wanted

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

    functional, dysfunctional  Series of answers (with the feature, without it), each
        one of ``ANSWERS``; capitals and spaces around do not matter; matched by index
    Returns a Series with the categories' letters, empty where an answer is.

    Raises ValueError where an answer is none of the questionnaire's, or the two are not
    of the same rows.

    >>> with_it = pd.Series(["like", "like", "neutral"])
    >>> without = pd.Series(["neutral", "dislike", "dislike"])
    >>> kano_category(with_it, without).to_list()
    ['A', 'O', 'M']
    """
    functional = wanted.series(functional, "kano_category", "functional")
    dysfunctional = wanted.series(dysfunctional, "kano_category", "dysfunctional")
    names = ("functional", "dysfunctional")
    dysfunctional = wanted.paired(functional, dysfunctional, "kano_category", names)
    row = place_of(functional, "functional")
    column = place_of(dysfunctional, "dysfunctional")
    known = (row >= 0) & (column >= 0)
    letters = EVALUATION_TABLE.to_numpy()[row, column]
    found = pd.Series(np.where(known, letters, None), functional.index)
    return found.astype(pd.CategoricalDtype(list(CATEGORIES))).rename("category")


def place_of(answers, name):
    """Place of each answer in ``ANSWERS``, -1 where it is missing."""
    said = answers.astype("string").str.strip().str.lower()
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

    categories  Series of letters; a gap is left out
    by          Series, or list of Series, to count within, such as the feature, or the
                feature and the segment; matched by index
    Returns a frame, one row a group, columns A O M I R Q.

    Raises ValueError where a letter is no category, or a row has no group.
    """
    categories = wanted.series(categories, "kano_counts", "categories")
    wanted.known(categories, CATEGORIES, "kano_counts", "categories", gaps=True)
    wanted.rows(categories, "kano_counts", "categories")
    by = groups_of(categories, by, "kano_counts")
    table = categories.groupby(by, observed=True).value_counts()
    counts = table.unstack(fill_value=0).reindex(columns=list(CATEGORIES))
    return counts.fillna(0).astype(int).rename_axis(columns=None)


def groups_of(one, by, function):
    """Each Series to group by, row for row as the one."""
    several = by if isinstance(by, list) and not _plain(by) else [by]
    found = []
    for other in several:
        other = wanted.series(other, function, "by")
        found.append(wanted.paired(one, other, function, ("the rows", "by")))
        wanted.complete(found[-1], function, "by")
    return found if several is by else found[0]


def _plain(values):
    """Is a list one of values, not of Series?"""
    return not any(isinstance(value, pd.Series) for value in values)


def counts_of(counts, function, *, whole=True):
    """The six columns of counts, as whole numbers, or shares, of 0 or more."""
    letters = list(CATEGORIES)
    counts = wanted.table(counts, function, "counts", numbers=letters)[letters]
    if (counts < 0).any(axis=None) or (whole and (counts % 1 != 0).any(axis=None)):
        raise ValueError(
            f"{function}() needs in counts how many people gave each answer: whole "
            "numbers of 0 or more, as kano_counts() returns them."
        )
    return counts


def kano_table(counts):
    """Read the counts: which category leads, and is the lead more than chance?

    counts  frame of ``kano_counts``; columns other than its six are not looked at
    Returns a frame with the same index:
    n             answers, the questionable ones too
    category      the most frequent of A O M I R; of equals the one that matters more
                  (M before O before A before I); missing where nobody gave any
    second        the next one
    lead, needed  difference of the two counts a − b, and the least that is significant
                  at 90%: 1.645 √(a + b), since the two compete for the same people
    significant   whether lead is at least needed. Where not, call the feature mixed
    fong          the need as often printed, 1.65 √((a + b)(2n − a − b) / 2n) (Fong
                  1996, Center for Quality of Management Journal 5(3)): too small, as if
                  a and b came from two samples. Where two lead alike it names one in
                  14% (they hold 0.4 of all answers) to 24% (all) instead of 10%
    category_strength, total_strength   share of the leading less that of the second;
                  share of A + O + M, who care at all (Lee & Newcomb 1997, same journal
                  6(3))
    better, worse (A + O) / (A + O + M + I) and −(O + M) / (A + O + M + I), how much
                  having it pleases and lacking it displeases (Berger et al. 1993, same
                  journal 2(4)). Reverse and questionable answers are in neither;
                  missing where nobody gave another

    Raises ValueError where a column is missing, or a count is missing, below 0 or not
    whole.

    >>> counts = pd.DataFrame([[10, 30, 45, 10, 2, 3]], ["tray"], list("AOMIRQ"))
    >>> kano_table(counts).loc["tray", ["category", "second"]].to_list()
    ['M', 'O']
    """
    counts = counts_of(counts, "kano_table")
    meant = counts[list("MOAIR")]  # the order settles ties
    rank = (-meant).rank(axis=1, method="first")
    first, second = meant[rank == 1].max(axis=1), meant[rank == 2].max(axis=1)
    n, both = counts.sum(axis=1), first + second
    needed = 1.645 * np.sqrt(both)
    asked = counts[list("AOMI")].sum(axis=1)
    some = first > 0
    return pd.DataFrame(
        {
            "n": n,
            "category": rank.idxmin(axis=1).where(some),
            "second": (rank == 2).idxmax(axis=1).where(some),
            "lead": (first - second).astype(int),
            "needed": needed,
            "significant": some & ((first - second) >= needed),
            "fong": 1.65 * np.sqrt(both * (2 * n - both) / (2 * n)),
            "category_strength": (first - second) / n,
            "total_strength": counts[list("AOM")].sum(axis=1) / n,
            "better": counts[["A", "O"]].sum(axis=1) / asked,
            "worse": -counts[["O", "M"]].sum(axis=1) / asked,
        }
    )


def better_worse(counts, replicates=1000, seed=0, level=0.95):
    """Better and worse of each group with bootstrap intervals.

    counts  frame of ``kano_counts``. Drawing n people anew is drawing n answers with
            the observed shares, so the counts are enough
    replicates, seed, level  number and seed of the draws; level of the interval
    Returns a frame: better, better_low, better_high, worse, worse_low, worse_high; all
    missing where nobody gave any but reverse and questionable answers.

    Raises ValueError where ``kano_table`` does, such as for a missing column, or level
    is not between 0 and 1.
    """
    counts = counts_of(counts, "better_worse")
    replicates = wanted.whole(replicates, "better_worse", "replicates", low=1)
    level = wanted.share(level, "better_worse", "level", inside=True)
    rng = np.random.default_rng(wanted.whole(seed, "better_worse", "seed"))
    table = kano_table(counts)
    tail = [(1 - level) / 2, (1 + level) / 2]
    rows = {}
    for group, (_, row) in enumerate(counts.iterrows()):
        n = row.sum()
        if not row[list("AOMI")].sum():
            rows[group] = [np.nan] * 4
            continue
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
