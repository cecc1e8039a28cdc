"""A year under a policy: what may be decided, what it earned, what is left."""

from .policies import NEWCOMERS, Policy, PolicyError
from .year import Firm, Year, groups_by

__all__ = ["NEWCOMERS", "Firm", "Policy", "PolicyError", "Year", "groups_by"]
