"""What search found ahead, for the default company and its four scenarios."""

from pathlib import Path

from crmlab import wanted
from crmlab.company import DEFAULT_CUSTOMERS, DEFAULT_SEED
from crmlab.company.play import Firm

from .known import facts_of, firm_of
from .policy_file import read_policy

FOLDER = Path(__file__).parent / "found_policies"


def found(seed=DEFAULT_SEED, scenario="quiet"):
    """The best policy that `search` found ahead for a company and a scenario.

    seed, scenario  of the company, which is one of the default size
    Returns a `Policy` within the game's budget; it lies in game/found_policies as a
    policy file. It was chosen on other lucks than those on which `score` judges.

    Raises ValueError where seed is missing or no whole number, and where nothing was
    searched ahead for it: call `search`.
    """
    wanted.whole(seed, "found", "seed")
    _file(seed, scenario)
    return found_for(Firm(seed, scenario=scenario))


def found_for(played):
    """As `found`, for a `Game` or `Firm` that there is already."""
    firm = firm_of(played, "found")
    seed, scenario, size = firm.engine.seed, firm.scenario, firm.people.known
    if size != DEFAULT_CUSTOMERS:
        raise ValueError(f"Nothing was searched ahead for a company of {size}.")
    return read_policy(_file(seed, scenario), facts_of(firm))


def _file(seed, scenario):
    file = FOLDER / f"{seed}_{scenario}.yml"
    if not file.is_file():
        known = sorted(f.stem.replace("_", " ") for f in FOLDER.glob("*.yml"))
        raise ValueError(
            f"Nothing was searched ahead for seed {seed} and scenario {scenario!r}, "
            f"only for {', '.join(known)}: call search() for another."
        )
    return file
