"""The score of a year: profit and equity, beside what others would have made of it."""

import pandas as pd

from crmlab.company.play import Policy

from .budget import planned_cost, yearly_budget
from .course import course_policy
from .found_ahead import found_for
from .known import firm_of, lucks_of, policy_of_player
from .rules import rules_of_thumb

LUCKS = range(10)
YOURS, COURSE, FOUND = "yours", "course policy", "best found"


def score(played, policy=None, lucks=LUCKS, best=None):
    """What a policy gains above doing nothing, and what others gain with the budget.

    played  a `Game`, whose decisions are scored, or a `Firm`
    policy  a `Policy`, if not the game's own
    lucks   years that are played, the same for all: whole numbers
    best    the `Policy` that `search` found; for the default company and its scenarios
            it is known, for another there is no row "best found" without it
    Returns a frame, one row a plan, the best first: plan ("yours", "doing nothing", the
    three rules of thumb, "course policy", "best found"), gain (profit and equity above
    doing nothing, mean of the lucks), least and most of the lucks, noise (their
    standard deviation: the same luck with and without the plan), profit_gain and
    equity_gain (means), planned (cost of the year's levers), all CNY; of_best (gain as
    a share of the best found; a gap where that is not known), over_budget (True where
    the plan is dearer than the game allows; doing nothing is, in a thin year). Yours
    is less what research was bought.

    Raises ValueError where played is neither, there is no policy or no luck, and
    PolicyError, which is one, where a policy cannot be played.
    """
    firm = firm_of(played, "score")
    budget, lucks = yearly_budget(firm), lucks_of(lucks, "score")
    policy = policy_of_player(played, policy, "score")
    if best is not None:
        best = policy_of_player(played, best, "score")
    plans = {YOURS: policy, "doing nothing": Policy()}
    plans |= rules_of_thumb(firm, budget) | {COURSE: course_policy(firm, budget)}
    best = _known_best(firm) if best is None else best
    if best is not None:
        plans[FOUND] = best
    table = gains(firm, plans, lucks)
    bought = getattr(played, "research_cost", 0)
    table.loc[YOURS, ["gain", "least", "most", "profit_gain"]] -= bought
    if best is not None:
        table["of_best"] = table["gain"] / table.loc[FOUND, "gain"]
    else:
        table["of_best"] = float("nan")
    table["over_budget"] = table["planned"] > budget + 0.5
    return table.sort_values("gain", ascending=False).reset_index()


def gains(firm, plans, lucks=LUCKS):
    """What each plan gains above doing nothing: a frame by plan, see `score`."""
    played = firm.compare(plans, lucks).groupby("policy", sort=False)
    gain = played["both_gain"]
    table = pd.DataFrame({"gain": gain.mean(), "least": gain.min(), "most": gain.max()})
    table["noise"] = gain.std()
    table = table.join(played[["profit_gain", "equity_gain"]].mean())
    costs = [planned_cost(firm, plan).to_numpy().sum() for plan in plans.values()]
    table["planned"] = costs
    return table.round(0).rename_axis("plan")


def _known_best(firm):
    try:
        return found_for(firm)
    except ValueError:
        return None
