"""What was written down when each customer signed up."""

import numpy as np
import pandas as pd

from . import planted
from .randomness import pick


def signed_up(rng, frame, segment, organisation):
    """What the sign-up form and the marketing department recorded."""
    size = len(frame)
    home = ~organisation
    fitting = planted.LIFESTYLES.reindex(segment.categories).fillna("tradition")
    answers = sorted(planted.LIFESTYLES)
    code = np.array([answers.index(x) for x in fitting])[segment.codes]
    honest = rng.random(size) < planted.LIFESTYLE_TRUE
    code = np.where(honest, code, rng.integers(len(answers), size=size))
    answered = home & (rng.random(size) < planted.LIFESTYLE_ANSWERED)
    through = pick(planted.ACQUISITION.to_numpy(), rng.random(size), segment.codes)
    cost = planted.ACQUISITION_COST.to_numpy()[through]
    cost = cost * np.exp(rng.normal(0, 0.25, size))
    return pd.DataFrame(
        {
            "lifestyle": pd.Categorical.from_codes(
                np.where(answered, code, -1), answers
            ),
            "acquired_through": pd.Categorical.from_codes(
                through, planted.ACQUISITION_COST.index
            ),
            "acquisition_cost": np.round(cost, 2),
            "consent": rng.random(size) < planted.CONSENT,
            "contact_type": _contact_type(rng, frame, organisation),
            "programme_held_out": rng.random(size) < planted.PROGRAMME_HELD_OUT,
        }
    )


def nobody_to_refer(frame, joined):
    """In the first two weeks there are no friends yet: they came by search."""
    early = (joined < 2) & (frame["acquired_through"] == "friend")
    frame.loc[early, "acquired_through"] = "search"


def _contact_type(rng, frame, organisation):
    """The kind of contact that the house policy has with each customer."""
    large = frame["staff"].fillna(0).to_numpy() >= planted.LARGE
    kind = np.where(organisation, np.where(large, 2, 1), 0)
    chance = np.array(list(planted.HOUSE_CONTACT.values()))[kind]
    return pd.Categorical.from_codes(
        pick(chance, rng.random(len(kind))), planted.CONTACT.index, ordered=True
    )
