"""The survey of a quarter: some are asked, some of them answer, and what they say.

It is asked as in the course's satisfaction survey, with its questions and its
shortcomings: the content and the warm answer more readily than the others.
"""

import numpy as np
import pandas as pd
from scipy import special

from crmlab.company import planted
from crmlab.company.life import Life
from crmlab.company.randomness import stream
from crmlab.company.story import Story
from crmlab.company.survey.answers import measure, on_scale
from crmlab.company.survey.invitations import readiness
from crmlab.company.survey.opinions import opinions_at, standardised

ASKED = 300  # each quarter, as a matter of course
QUESTIONS = ["satisfied_overall", "likely_again", "recommend"]
SURE = 1.96  # standard errors on either side: 95%
FEW = 5  # answers; from fewer no interval is made


def survey(firm, past, lived, asked=ASKED, groups=None):
    """Ask some customers at the end of the last quarter.

    asked: how many, drawn by lot among all on the books
    groups: the group of each customer, by row; if given, so many are asked of each
    Returns a frame, one row a customer asked: who (row of the customer), answered, and
    the answers: satisfied_overall and likely_again (1 to 10), recommend (0 to 10); gaps
    where there is no answer.
    """
    seen = _opinions(firm, past, lived)
    rng = stream(firm.engine.seed, f"game survey {lived.quarter} {asked}")
    each = pd.Series("all", seen.index) if groups is None else groups[seen.index]
    drawn = pd.Series(rng.permutation(seen.index.to_numpy()))
    place = drawn.groupby(pd.Series(each, seen.index)[drawn].to_numpy()).cumcount()
    who = np.sort(drawn[place < asked])
    story, _ = _story(firm, past, lived)
    chance = special.expit(readiness(story, seen.loc[who]))
    table = pd.DataFrame({"who": who, "answered": rng.random(len(who)) < chance})
    items = planted.SURVEY_ITEMS.loc[QUESTIONS]
    for item, opinion, loading, typical in items.itertuples():
        z = measure(rng, standardised(seen.loc[who], opinion), loading)
        scores = on_scale(z, typical, 0 if item == "recommend" else 1)
        table[item] = pd.Series(scores).where(table["answered"])
    return table


def by_group(books, answers):
    """What a survey's answers say of each group, its last row "all".

    Returns a frame by group: asked, answered, satisfied (mean of 1 to 10), give or take
    (half of its 95% interval, for chance alone; a gap with fewer than five answers),
    content, % (answers of 8 and more), likely again (mean of 1 to 10).
    """
    answers = answers.assign(group=books.groups[answers["who"]].astype(str))
    alike = pd.concat([answers, answers.assign(group="~all")])  # ~ sorts last
    by = alike.groupby("group")
    satisfied = by["satisfied_overall"]
    table = pd.DataFrame({"asked": by.size(), "answered": by["answered"].sum()})
    table["satisfied"] = satisfied.mean()
    wide = SURE * satisfied.std() / np.sqrt(table["answered"])
    table["give or take"] = wide.where(table["answered"] >= FEW)
    content = alike["satisfied_overall"].ge(8).where(alike["answered"])
    table["content, %"] = 100 * content.astype(float).groupby(alike["group"]).mean()
    table["likely again"] = by["likely_again"].mean()
    return table.rename(index={"~all": "all"})


def _story(firm, past, lived):
    """The company's story so far, as the makers of the survey take it."""
    week = planted.HISTORY_WEEKS + planted.QUARTER_WEEKS * lived.quarter
    events = pd.concat([past.events, *lived.events.values()], ignore_index=True)
    life = Life(events, None, [], {week: lived.state})
    known = firm.people.known
    return Story(firm.engine.seed, known, lived.engine, life, None, None), week


def _opinions(firm, past, lived):
    """What all who have ordered think at the end of the last quarter."""
    return opinions_at(*_story(firm, past, lived))
