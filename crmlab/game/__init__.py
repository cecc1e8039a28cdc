"""The capstone: a year in charge of the company.

facts, read_policy, write_policy   a policy as a small file, for any company
"""

from crmlab.game.facts import VALUES, facts
from crmlab.game.policy_file import as_policy, read_policy, read_rows
from crmlab.game.policy_writing import write_policy

__all__ = ["VALUES", "as_policy", "facts", "read_policy", "read_rows", "write_policy"]
