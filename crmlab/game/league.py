"""The league: many teams' policy files, played on a company that none has seen."""

from pathlib import Path

import pandas as pd
from tqdm import tqdm

from crmlab import wanted
from crmlab.company import DEFAULT_CUSTOMERS, simulate
from crmlab.company.play import PolicyError

from .budget import planned_cost
from .budgets import over_budget
from .facts import facts
from .game import Game
from .plain_file import ENDINGS
from .policy_file import as_policy, read_rows

MOST_FILES = 1_000
LUCKS = range(3)
COLUMNS = ["place", "team", "file", "both_gain", "least", "most", "profit_gain"]
COLUMNS += ["equity_gain", "planned", "said"]


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
    return Field(seed, scenario).table(folder, lucks)


class Field:
    """A company on which policy files are played, and what it knows of its customers.

    game    a `Game` of that seed and scenario, not yet begun
    facts   of its customers, as ``facts`` returns them
    """

    def __init__(self, seed, scenario="quiet", customers=DEFAULT_CUSTOMERS):
        self.game = Game(seed, scenario, customers)
        self.facts = facts(simulate(seed, customers).tables, self.game.groups)

    def table(self, folder, lucks=LUCKS):
        """As ``league``, for this company."""
        files, lucks = policy_files(folder), wanted.listed(lucks, "league", "lucks")
        steps = tqdm(files, "files", delay=2, leave=False, disable=None)
        table = pd.DataFrame(
            [self._row(file, lucks) for file in steps], columns=COLUMNS
        )
        table["place"] = table["both_gain"].rank(method="min", ascending=False)
        table = table.astype({"place": "Int64", "said": str})
        return table.sort_values(["place", "file"], ignore_index=True)

    def policy(self, file):
        """The team, its reason, its checked rows and its `Policy`, from a file.

        Raises PolicyError where it cannot be read, played or paid.
        """
        team, why, rows = read_rows(file)
        policy = as_policy(rows, self.facts)
        over = over_budget(planned_cost(self.game.firm, policy), self.game.budget)
        if over:
            raise PolicyError(f"{Path(file).name}: {over}")
        return team, why, rows, policy

    def _row(self, file, lucks):
        """A row of the table, for one file."""
        row = {"file": file.name, "team": file.stem, "said": ""}
        try:
            row["team"], _, _, policy = self.policy(file)
        except PolicyError as fault:
            return row | {"said": str(fault)}
        gains = self.game.firm.compare({"it": policy}, lucks)
        both = gains["both_gain"]
        row |= gains[["both_gain", "profit_gain", "equity_gain"]].mean().to_dict()
        row["planned"] = planned_cost(self.game.firm, policy).to_numpy().sum()
        return row | {"least": both.min(), "most": both.max()}


def policy_files(folder):
    """The policy files of a folder, by name."""
    folder = Path(folder)
    if not folder.is_dir():
        raise ValueError(f"There is no folder {folder}.")
    files = [path for path in folder.iterdir() if path.suffix.lower() in ENDINGS]
    if not files:
        raise ValueError(f"{folder} holds no file that ends in .yml, .yaml or .csv.")
    if len(files) > MOST_FILES:
        raise ValueError(f"{folder} holds {len(files)} files, more than {MOST_FILES}.")
    return sorted(files)
