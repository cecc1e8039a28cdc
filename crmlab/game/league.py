"""The league: many teams' policy files, played on a company that none has seen."""

from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import pandas as pd
from tqdm import tqdm

from crmlab import wanted
from crmlab.company import DEFAULT_CUSTOMERS, simulate
from crmlab.company.play import Policy, PolicyError

from .budget import planned_cost
from .budgets import over_budget
from .facts import facts
from .game import Game
from .plain_file import ENDINGS, as_path
from .policy_file import as_policy, read_rows

MOST_FILES = 1_000
MANY = 20  # files, from which on another process is worth its start
LUCKS = range(3)
NEW = "newcomers"


def league(folder, seed, scenario="quiet", lucks=LUCKS):
    """The table of a class: one row a policy file, the best first.

    folder    holds the files that end in .yml, .yaml or .csv, one a team; what else is
              in it is left alone
    seed      of a company that the teams have not seen
    scenario  what the year will be like, as for ``Game``
    lucks     years' lucks that each policy is played on, the same for all
    Returns a frame: place (1 is the best; a tie shares the better), team, file,
    both_gain (profit and equity above doing nothing, mean of the lucks, CNY), least and
    most of the lucks, profit_gain, equity_gain (means, CNY), planned (cost of the year,
    CNY), said. A file that cannot be read or played, or is planned to cost more than
    the budget, has a sentence in said and gaps elsewhere; it stops no other.

    Raises ValueError where there is no such folder or scenario, no policy file, or
    there are more than 1,000.
    """
    files = policy_files(folder)
    return ranked(Field(seed, scenario, lucks).play(files))


@dataclass(frozen=True)
class Result:
    """What came of one team's file.

    file, team, why: text; said: why there is no score, or ""
    rows: as ``checked_rows`` returns them
    cost: what each lever is planned to cost, quarters × levers, CNY
    gains: frame by luck: profit, equity, both above doing nothing, CNY
    quarters: profit above doing nothing by quarter, mean of the lucks, CNY
    groups: frame by group of the company's own, and newcomers: profit, equity, both
        above doing nothing, means of the lucks, CNY
    """

    file: str
    team: str
    why: str = ""
    said: str = ""
    rows: list = None
    cost: pd.DataFrame = None
    gains: pd.DataFrame = None
    quarters: pd.Series = None
    groups: pd.DataFrame = None


class Field:
    """A company on which policy files are played.

    game: a `Game` of the seed and scenario, not begun
    facts: as ``facts`` returns them
    house: what each lever is planned to cost under the house policy, CNY
    """

    def __init__(
        self, seed, scenario="quiet", lucks=LUCKS, customers=DEFAULT_CUSTOMERS
    ):
        self.lucks = wanted.listed(lucks, "league", "lucks")
        self.game = Game(seed, scenario, customers)
        self.facts = facts(simulate(seed, customers).tables, self.game.groups)
        self.house = planned_cost(self.game.firm, Policy()).sum()
        self._nothing = self._brought(Policy())

    def play(self, files):
        """The `Result` of each file, as a list; many are shared out over the cores."""
        bar = {"desc": "files", "delay": 2, "leave": False, "disable": None}
        if len(files) < MANY:
            return [self.result(Path(file)) for file in tqdm(files, **bar)]
        game = self.game
        alike = (game.seed, game.scenario, self.lucks, game.customers)
        new = get_context("spawn")  # a copy of this process may wait for ever
        with ProcessPoolExecutor(None, new, _settle, alike) as pool:
            played = pool.map(_result, files, chunksize=4)
            return list(tqdm(played, total=len(files), **bar))

    def result(self, file):
        """The `Result` of one file; no file makes it raise."""
        team, why = file.stem, ""
        try:
            team, why, rows = read_rows(file)
            policy = as_policy(rows, self.facts)
            cost = planned_cost(self.game.firm, policy)
        except PolicyError as fault:
            return Result(file.name, team, why, said=str(fault))
        over = over_budget(cost, self.game.budget)
        if over:
            return Result(file.name, team, why, f"{file.name}: {over}", rows, cost)
        gains = [
            mine - nothing
            for mine, nothing in zip(self._brought(policy), self._nothing, strict=True)
        ]
        return Result(file.name, team, why, "", rows, cost, *gains)

    def _brought(self, policy):
        """Sums by luck; profit by quarter, and sums by group, as means of the lucks."""
        years = self.game.firm.years(policy, self.lucks)
        by_luck = [
            {"profit": y.profit, "equity": y.equity, "both": y.both} for y in years
        ]
        quarters = pd.concat([y.quarters.set_index("quarter")["profit"] for y in years])
        people = pd.concat([y.customers for y in years])
        group = people["customer_id"].map(self.game.groups).fillna(NEW)
        sums = people.groupby(group)[["profit", "equity"]].sum() / len(years)
        sums["both"] = sums["profit"] + sums["equity"]
        by_luck = pd.DataFrame(by_luck, self.lucks, ["profit", "equity", "both"])
        return by_luck, quarters.groupby(level=0).mean(), sums


def _settle(*alike):
    """In another process: make the same company, for all files that it is given."""
    global FIELD
    FIELD = Field(*alike)


def _result(file):
    return FIELD.result(Path(file))


def ranked(results):
    """The table that ``league`` returns, from results."""
    rows = [
        {
            "team": one.team,
            "file": one.file,
            "both_gain": None if one.said else one.gains["both"].mean(),
            "least": None if one.said else one.gains["both"].min(),
            "most": None if one.said else one.gains["both"].max(),
            "profit_gain": None if one.said else one.gains["profit"].mean(),
            "equity_gain": None if one.said else one.gains["equity"].mean(),
            "planned": None if one.cost is None else one.cost.to_numpy().sum(),
            "said": one.said,
        }
        for one in results
    ]
    table = pd.DataFrame(rows)
    numbers = table.columns.difference(["team", "file", "said"])
    table = table.astype(dict.fromkeys(numbers, float))
    place = table["both_gain"].rank(method="min", ascending=False).astype("Int64")
    table.insert(0, "place", place)
    return table.sort_values(["place", "file"], ignore_index=True)


def policy_files(folder):
    """The policy files of a folder, by name."""
    folder = as_path(folder, "league")
    if not folder.is_dir():
        raise ValueError(f"There is no folder {folder}.")
    files = [path for path in folder.iterdir() if path.suffix.lower() in ENDINGS]
    if not files:
        raise ValueError(f"{folder} holds no file that ends in .yml, .yaml or .csv.")
    if len(files) > MOST_FILES:
        raise ValueError(f"{folder} holds {len(files)} files, more than {MOST_FILES}.")
    return sorted(files)
