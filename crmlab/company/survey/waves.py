"""Two waves of the satisfaction survey: who was asked, who answered, and what."""

from dataclasses import dataclass

import pandas as pd

from .. import planted
from ..randomness import stream
from ..story import Tables
from .answers import fill_in
from .invitations import invite
from .opinions import add_share_of_wallet, opinions_of_wave
from .ratings import rate_attributes, rate_values, servqual, value_levels
from .survey_truth import true_tables


@dataclass(frozen=True)
class Wave:
    """One wave: everybody's opinions and answers, and the invitations.

    number: 1 or 2; week: at whose start opinions are taken
    opinions, answers, ratings: a row for each customer who has ordered, by person
    invitations: a row for each invited, by person, with `answered` and `answered_on`
    """

    number: int
    week: int
    opinions: pd.DataFrame
    answers: pd.DataFrame
    ratings: pd.DataFrame
    invitations: pd.DataFrame

    @property
    def respondents(self):
        """Rows of the people who answered."""
        return self.invitations.index[self.invitations["answered"]]


def make_survey(story):
    """Both waves, and what is true of them."""
    waves = [make_wave(story, number) for number in planted.SURVEY_WAVES.index]
    tables = Tables(truth=true_tables(story, waves))
    tables.known = {
        "survey_invitations": _stack(story, waves, _invited),
        "survey": _stack(story, waves, _answered),
        "survey_ratings": _stack(story, waves, _rated),
        "servqual": _stack(story, waves, _servqual),
        "value_ratings": _stack(story, waves, _valued),
    }
    levels = [value_levels(w.opinions, w.week).assign(wave=w.number) for w in waves]
    tables.truth["value_levels"] = pd.concat(levels, ignore_index=True)
    return tables


def make_wave(story, number):
    """One wave; the same whenever it is asked for."""
    week = int(planted.SURVEY_WAVES.loc[number, "week"])
    seen = opinions_of_wave(story, number)
    add_share_of_wallet(seen, story)
    return Wave(
        number,
        week,
        seen,
        fill_in(stream(story.seed, f"survey {number}"), story, seen),
        rate_attributes(stream(story.seed, f"survey_ratings {number}"), story, seen),
        invite(story, number, seen),
    )


def _stack(story, waves, make):
    """One table from both waves, with the customer's number and the wave's in front."""
    parts = []
    for wave in waves:
        part = make(story, wave)
        part.insert(0, "wave", wave.number)
        number = story.people.frame["customer_id"].to_numpy()[part.index]
        part.insert(0, "customer_id", number)
        parts.append(part)
    return pd.concat(parts, ignore_index=True)


def _invited(story, wave):
    return wave.invitations[["sent", "method", "answered"]].copy()


def _answered(story, wave):
    asked = wave.invitations.loc[wave.respondents, ["answered_on", "method"]]
    answers = wave.answers.loc[wave.respondents]
    return asked.join(_skipped(story, wave, "survey", answers))


def _rated(story, wave):
    ratings = wave.ratings.loc[wave.respondents]
    return _skipped(story, wave, "survey_ratings", ratings)


def _servqual(story, wave):
    rng = stream(story.seed, f"servqual {wave.number}")
    return servqual(rng, wave.opinions.loc[wave.respondents])


def _valued(story, wave):
    rng = stream(story.seed, f"value_ratings {wave.number}")
    return rate_values(rng, wave.opinions.loc[wave.respondents], wave.week)


def _skipped(story, wave, name, answers):
    """The answers with some whole-number ones left out, as respondents do."""
    rng = stream(story.seed, f"{name} skipped {wave.number}")
    columns = {}
    for column, values in answers.items():
        skips = rng.random(len(answers)) < planted.SKIPS
        whole = values.dtype.kind == "i"
        columns[column] = values.astype("Int64").mask(skips) if whole else values
    return pd.DataFrame(columns, index=answers.index)
