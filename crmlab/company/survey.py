"""Two waves of the satisfaction survey: who was asked, who answered, and what."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import special

from . import planted
from .answers import fill_in
from .opinions import add_share_of_wallet, opinions_at
from .randomness import pick, stream
from .ratings import rate_attributes, rate_values, servqual
from .story import Tables
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
    """Invitations, answers and ratings of both waves, and the truth behind them."""
    waves = [make_wave(story, number) for number in planted.SURVEY_WAVES.index]
    tables = Tables(truth=true_tables(story, waves))
    tables.known = {
        "survey_invitations": _stack(story, waves, _invited),
        "survey": _stack(story, waves, _answered),
        "survey_ratings": _stack(story, waves, _rated),
        "servqual": _stack(story, waves, _servqual),
        "value_ratings": _stack(story, waves, _valued),
    }
    return tables


def make_wave(story, number):
    """One wave; the same whenever it is asked for."""
    week = int(planted.SURVEY_WAVES.loc[number, "week"])
    seen = opinions_at(story, week)
    add_share_of_wallet(seen, story)
    return Wave(
        number,
        week,
        seen,
        fill_in(stream(story.seed, f"survey {number}"), story, seen),
        rate_attributes(stream(story.seed, f"survey_ratings {number}"), story, seen),
        invite(story, number, seen),
    )


def invite(story, number, seen):
    """A simple random sample of those who have ordered, and who of them answers."""
    rng = stream(story.seed, f"survey_invitations {number}")
    plan = planted.SURVEY_WAVES.loc[number]
    sent = planted.START + pd.Timedelta(days=int(7 * plan["week"]) - planted.SURVEY_DAYS)
    joined = story.people.frame["joined"].to_numpy()
    frame = seen.index[joined[seen.index] < sent]
    count = min(int(plan["invited"]), int(planted.SURVEY_SHARE * len(frame)))
    who = np.sort(rng.choice(frame, count, replace=False))
    methods = planted.SURVEY_METHODS
    method = rng.choice(len(methods), count, p=methods["share"])
    log_odds = _readiness(story, seen.loc[who])
    log_odds = log_odds + methods["answers"].to_numpy()[method]
    invited = pd.DataFrame({"sent": sent}, index=who)
    invited["method"] = pd.Categorical.from_codes(method, methods.index)
    invited["answered"] = rng.random(count) < special.expit(log_odds)
    waited = np.floor(planted.SURVEY_DAYS * rng.random(count) ** 2)  # most soon
    # Nobody answers before what the answers are about has happened.
    last = _last_order(story, int(7 * plan["week"]))[who]
    first_day = (sent - planted.START).days
    day = np.maximum(first_day + waited, last)
    invited["answered_on"] = planted.START + pd.to_timedelta(day, unit="D")
    return invited


def _readiness(story, seen):
    """Log odds of answering an invitation, before its method."""
    weight, frame = planted.ANSWERING, story.people.frame.iloc[seen.index]
    age = frame["age"].fillna(45).to_numpy(float)
    organisation = story.engine.organisation[seen.index]
    log_odds = weight["base"] + weight["age"] * (age - 45)
    log_odds = log_odds + weight["organisation"] * organisation
    for name in ("satisfaction", "attitude", "silent_weeks", "member"):
        log_odds = log_odds + weight[name] * seen[name].to_numpy()
    return log_odds


def _last_order(story, day):
    """Day of each person's last order before `day`, 0 for none."""
    events = story.life.events
    before = events[events["day"] < day]
    last = np.zeros(len(story.people.frame))
    last[before["who"]] = before["day"]  # events are in order of time
    return last


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
