"""A year in charge of the company: the game, its rules of thumb, score and league.

Game                               decide and play, quarter by quarter
planned_cost, yearly_budget        what a policy is planned to cost, and may cost
rules_of_thumb, course_policy      what others would do with the same budget
search, found                      the best policy that a search finds, or found
score, debrief                     what a year was worth, and why
facts, read_policy, write_policy   a policy as a small file, for any company
league                             many teams' files on an unseen company
"""

from .budget import planned_cost, yearly_budget
from .course import course_policy
from .debrief import Debrief, debrief
from .facts import VALUES, facts
from .found_ahead import found
from .game import Game
from .league import league
from .policy_file import as_policy, read_policy, read_rows
from .policy_writing import write_policy
from .rules import rules_of_thumb
from .score import score
from .search import search

__all__ = ["Game", "planned_cost", "yearly_budget"]
__all__ += ["VALUES", "as_policy", "facts", "league", "read_policy", "read_rows"]
__all__ += ["write_policy"]
__all__ += ["Debrief", "course_policy", "debrief", "found", "rules_of_thumb", "score"]
__all__ += ["search"]
