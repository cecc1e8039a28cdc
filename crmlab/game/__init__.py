"""A year in charge of the company: the game, its rules of thumb, score and league.

Game                               decide and play, quarter by quarter
price_list                         the research that can be bought
planned_cost, yearly_budget        what a policy is planned to cost, and may cost
rules_of_thumb                     what managers do without looking
course_policy                      what the course advises, from the tables alone
search, found                      the best policy that a search finds, or has found
score, debrief                     what a year was worth, and why
facts, read_policy, write_policy   a policy as a small file, for any company
league                             many teams' files on an unseen company
"""

from .budget import planned_cost, yearly_budget
from .course import course_policy
from .debrief import debrief
from .facts import facts
from .found_ahead import found
from .game import Game
from .league import league
from .policy_file import read_policy
from .policy_writing import write_policy
from .research import price_list
from .rules import rules_of_thumb
from .score import score
from .search import search

__all__ = ["Game", "planned_cost", "price_list", "yearly_budget"]
__all__ += ["course_policy", "debrief", "found", "rules_of_thumb", "score", "search"]
__all__ += ["facts", "league", "read_policy", "write_policy"]
