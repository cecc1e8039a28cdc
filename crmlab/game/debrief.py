"""Why a year brought what it brought: which segment, lever and quarter, and luck."""

from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd
from tqdm import tqdm

from crmlab import wanted
from crmlab.tables import yuan

from .entries import entries, from_entries
from .known import firm_of, lucks_of, policy_of_player
from .standing import LUCK, Standing

YEARS = range(50)
LUCKS = range(4)
KINDS = ("group", "lever", "quarter")
COLUMNS = ["kind", "part", "alone", "without", "share", "error"]


@dataclass(frozen=True)
class Debrief:
    """A year taken apart; all in CNY, profit and equity together.

    parts: one row a kind (group, lever, quarter) and part: alone (gain of this part's
        decisions with nothing else changed), without (what the whole gain loses when
        they are taken away), share (the mean of the two), means of the lucks, and
        error (standard error of the share; a gap for one luck). The shares of a kind
        add up to the gain where parts meddle in pairs only; the row "together" is what
        is left.
    years: one row a luck: luck, nothing (what doing nothing brings), brought, gain
    gain: mean of the gains of `parts`' lucks
    yours: the same row as in years, for the luck of the game itself; None without one
    """

    parts: pd.DataFrame
    years: pd.DataFrame
    gain: float
    yours: pd.Series | None

    @property
    def said(self):
        """The debrief in a few sentences."""
        mean, spread = self.years["gain"].mean(), self.years["gain"].std()
        lines = [
            f"Over {len(self.years)} lucks the same decisions gain {yuan(mean)} above "
            f"doing nothing, give or take {yuan(spread)} from year to year."
        ]
        for kind in KINDS:
            mine = self.parts[self.parts["kind"] == kind].set_index("part")["share"]
            mine = mine.drop("together", errors="ignore").sort_values()
            if len(mine) > 1:
                lines.append(
                    f"By {kind}: most from {mine.index[-1]}, {yuan(mine.iloc[-1])}; "
                    f"least from {mine.index[0]}, {yuan(mine.iloc[0])}."
                )
        if self.yours is not None:
            luck = self.yours["gain"] - mean
            year = self.yours["nothing"] - self.years["nothing"].mean()
            lines.append(
                f"Your year gained {yuan(self.yours['gain'])}: {yuan(luck)} of it was "
                f"luck. The year itself was {yuan(year)} better than usual for anybody."
            )
        return " ".join(lines)


def debrief(played, policy=None, lucks=LUCKS, years=YEARS, kinds=KINDS):
    """Take a year's gain apart: by group, lever and quarter, and by luck.

    played  a `Game`, whose decisions are taken apart, or a `Firm`
    policy  a `Policy`, if not the game's own; its groups are the segments
    lucks   years on which parts are played; two plays a part
    years   years in which the same decisions are played, to see what luck does
    kinds   of "group", "lever" and "quarter", those to take it apart by
    Returns a `Debrief`.

    Each part is played alone, and taken away from the whole. The mean of the two is the
    value of Shapley (1953, Contributions to the Theory of Games II, 307-317) where
    parts act on each other in pairs only. The levers of quarter 4 are those that equity
    goes on with, so much of the gain is that quarter's.

    Raises ValueError where played is neither, the policy is missing or changes nothing,
    there is no luck or another kind; PolicyError, which is one, where it cannot be
    played.
    """
    firm = firm_of(played, "debrief")
    policy = policy_of_player(played, policy, "debrief")
    lucks = lucks_of(lucks, "debrief")
    years = lucks_of(years, "debrief", "years")
    kinds = wanted.listed(kinds, "debrief", "kinds")
    for kind in kinds:
        wanted.one_of(kind, KINDS, "debrief", "kind")
    table = entries(policy)
    if table.empty:
        raise ValueError("debrief() has nothing to take apart: nothing was decided.")
    known = _years(firm, policy, list(dict.fromkeys([*lucks, *years])))
    known = known.set_index("luck", drop=False)
    whole = known.loc[lucks, "gain"].to_numpy()
    parts = _parts(firm, policy, table, kinds, lucks, whole)
    yours = None
    if isinstance(played, Standing):
        yours = _years(firm, policy, [LUCK]).iloc[0]
    years = known.loc[years].reset_index(drop=True)
    return Debrief(_with_rest(parts, whole.mean()), years, float(whole.mean()), yours)


def _parts(firm, policy, table, kinds, lucks, whole):
    """What each part brings alone, and what the whole loses without it."""

    @cache  # of two parts, each is the rest of the other
    def gain(rows):
        if not rows:
            return np.zeros(len(lucks))
        some = from_entries(table.loc[list(rows)], policy.groups)
        if some.changes_nothing:
            return np.zeros(len(lucks))
        return firm.compare({"part": some}, lucks)["both_gain"].to_numpy()

    steps = [(kind, part) for kind in kinds for part in sorted(table[kind].unique())]
    parts = []
    for kind, part in tqdm(steps, "parts", delay=2, leave=False, disable=None):
        mine = table[kind] == part
        alone, rest = (gain(tuple(table.index[which])) for which in (mine, ~mine))
        share = (alone + whole - rest) / 2
        error = share.std(ddof=1) / len(lucks) ** 0.5 if len(lucks) > 1 else np.nan
        row = [kind, part, alone.mean(), (whole - rest).mean(), share.mean(), error]
        parts.append(row)
    return pd.DataFrame(parts, columns=COLUMNS)


def _with_rest(parts, whole):
    """The parts, and for each kind what is left of the whole gain."""
    left = whole - parts.groupby("kind", sort=False)["share"].sum()
    rest = pd.DataFrame({"kind": left.index, "part": "together", "share": left.values})
    order = pd.concat([parts, rest], ignore_index=True)
    place = order["kind"].map(KINDS.index)
    order = order.loc[place.sort_values(kind="stable").index]
    return order.round(0).reset_index(drop=True)


def _years(firm, policy, lucks):
    """What doing nothing and the policy brings, luck by luck."""
    table = firm.compare({"plan": policy}, lucks)
    table["nothing"] = table["both"] - table["both_gain"]
    table = table.rename(columns={"both": "brought", "both_gain": "gain"})
    return table[["luck", "nothing", "brought", "gain"]]
