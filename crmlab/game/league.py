"""The league: many teams' policy files, played on a company that none has seen."""

from pathlib import Path

import pandas as pd
from tqdm import tqdm

from crmlab import wanted
from crmlab.company import simulate
from crmlab.company.play import Firm, PolicyError
from crmlab.game.facts import facts
from crmlab.game.plain_file import ENDINGS
from crmlab.game.policy_file import as_policy, read_rows

MOST_FILES = 1_000
LUCKS = range(3)
COLUMNS = ["place", "team", "file", "both_gain", "least", "most", "profit_gain"]
COLUMNS += ["equity_gain", "spent_more", "said"]
OVER = "{file}: it spends ¥{spent:,.0f} more than today; the budget is ¥{budget:,.0f}."


def league(folder, seed, scenario="quiet", lucks=LUCKS):
    """The table of a class: one row a policy file, the best first.

    folder    holds the files that end in .yml, .yaml or .csv, one a team; other files
              and folders in it are left alone
    seed      of a company that the teams have not seen
    scenario  what the year will be like, as for ``Firm``
    lucks     years' lucks that each policy is played on, the same for all
    Returns a frame: place (1 is the best; a tie shares the better), team, file,
    both_gain (profit and equity above doing nothing, mean over lucks, CNY), least and
    most of the lucks, profit_gain, equity_gain, spent_more (means, CNY), said. A file
    that cannot be read or played, or spends more than the budget, has a sentence in
    said and gaps elsewhere; it stops no other.

    Raises ValueError where there is no such folder or scenario, or no policy file.
    """
    return play_league(folder, *company(seed, scenario), lucks)


def company(seed, scenario="quiet"):
    """The `Firm` of a seed, and the facts of its customers."""
    firm = Firm(seed, scenario=scenario)
    return firm, facts(simulate(seed).tables)


def play_league(folder, firm, facts, lucks=LUCKS):
    """As ``league``, for a firm and the facts of its customers."""
    files, lucks = policy_files(folder), wanted.listed(lucks, "league", "lucks")
    rows = [
        _played(file, firm, facts, lucks)
        for file in tqdm(files, "files", delay=2, leave=False, disable=None)
    ]
    table = pd.DataFrame(rows).reindex(columns=COLUMNS)
    table["place"] = table["both_gain"].rank(method="min", ascending=False)
    table["place"] = table["place"].astype("Int64")
    table["said"] = table["said"].fillna("")
    return table.sort_values(["place", "file"], ignore_index=True)


def policy_files(folder):
    """The policy files of a folder, by name."""
    folder = Path(folder)
    if not folder.is_dir():
        raise ValueError(f"There is no folder {folder}.")
    files = [
        p for p in folder.iterdir() if p.suffix.lower() in (".yml", ".yaml", ".csv")
    ]
    if not files:
        raise ValueError(f"{folder} holds no file that ends in .yml, .yaml or .csv.")
    if len(files) > MOST_FILES:
        raise ValueError(
            f"{folder} holds {len(files)} files; {MOST_FILES} are the most."
        )
    return sorted(files)


def _played(file, firm, facts, lucks):
    """A row of the table, for one file."""
    row = {"file": file.name, "team": file.stem}
    try:
        row["team"], _, rows = read_rows(file)
        policy = as_policy(rows, facts)
        gains = firm.compare({"it": policy}, lucks)
    except PolicyError as fault:
        return row | {"said": str(fault)}
    both = gains["both_gain"]
    means = gains[["both_gain", "profit_gain", "equity_gain", "spent_more"]].mean()
    return row | means.to_dict() | {"least": both.min(), "most": both.max()}
