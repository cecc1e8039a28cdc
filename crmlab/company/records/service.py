"""The table of service cases as it stood on a date, and what is planted behind it."""

import numpy as np
import pandas as pd

from .. import planted
from ..journeys.payments import pays_in
from ..story import Tables
from .cases import demanding
from .requests import CUTOFF_DAY, ENDS_CONSENT, consent_ends

UNKNOWN_YET = ["closed", "hours_to_close", "first_contact", "settled"]
UNKNOWN_YET += ["compensation", "cost"]


def make_service(story):
    """The table of cases, and what is planted behind it."""
    cases = story.cases
    opened_before = cases["opened"] < planted.CUTOFF
    closed_after = cases["closed"] >= planted.CUTOFF
    known = story.people.frame["customer_id"][: story.known]
    return Tables(
        known={
            "service_cases": _as_seen(cases[opened_before], planted.CUTOFF),
        },
        future={
            # A case that was open at the cut-off stands here too, with its end.
            "service_cases": _as_seen(
                cases[~opened_before | closed_after], planted.FUTURE_END
            ),
        },
        truth={
            "service": pd.DataFrame(
                {
                    "customer_id": known,
                    "demanding": demanding(story)[: story.known].round(4),
                    "pays_in": _invoiced(story)[: story.known].round(1),
                    **_consent(story),
                }
            )
        },
    )


def _consent(story):
    """When each customer's consent ended, and whose end of it was overlooked."""
    frame = story.people.frame[: story.known]
    ends = consent_ends(story.seed, story.people.frame)[: story.known]
    ended = frame["agreed"] & (ends < CUTOFF_DAY)
    day = planted.START + pd.to_timedelta(np.where(ended, ends, 0), unit="D")
    cases = story.cases
    asked = cases["topic"].isin(ENDS_CONSENT) & (cases["closed"] < planted.CUTOFF)
    asked = frame["customer_id"].isin(cases.loc[asked, "customer_id"])
    return {
        "consent_ended": pd.Series(day, frame.index).where(ended),
        "overlooked": asked & frame["consent"],
    }


def _invoiced(story):
    return np.where(story.engine.organisation, pays_in(story), np.nan)


def _as_seen(cases, date):
    """The cases as known on the morning of a date: open ones have no end yet."""
    cases = cases.copy()
    still_open = cases["closed"] >= date
    cases["settled"] = cases["settled"].astype("boolean")
    cases["first_contact"] = cases["first_contact"].astype("boolean")
    cases.loc[still_open, UNKNOWN_YET] = None
    return cases
