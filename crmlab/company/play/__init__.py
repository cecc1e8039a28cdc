"""A year under a policy: what may be decided, what it earned, what is left."""

from .firm import Firm
from .onward import play_on
from .policies import NEWCOMERS, Policy, PolicyError, steady_policy
from .year import Year

__all__ = ["NEWCOMERS", "Firm", "Policy", "PolicyError", "Year"]
__all__ += ["play_on", "steady_policy"]
