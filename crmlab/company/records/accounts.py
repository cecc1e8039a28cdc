"""The buying centres of organisations: who plays which role, and whom we know."""

import numpy as np
import pandas as pd

from .. import planted
from ..names import household_names
from ..randomness import pick, stream
from ..story import Tables


def make_accounts(story):
    """The contacts that Lantern Tea knows at its organisations, and all there are."""
    frame = story.people.frame[: story.known]
    frame = frame[frame["kind"] == "organisation"].set_index("customer_id")
    closeness = frame["contact_type"].map(planted.CLOSENESS).astype(float)
    everybody = buying_centre(story.seed, frame["staff"], "P", closeness)
    everybody = everybody.rename(columns={"organisation": "customer_id"})
    contacts = everybody[everybody["known"]].drop(columns="known")
    contacts = contacts.join(_dealings(story, contacts, frame))
    return Tables(
        known={"account_contacts": contacts},
        truth={"account_contacts": everybody},
    )


def buying_centre(seed, organisation_sizes, prefix, closeness=0.0):
    """The people who have a say in what each organisation buys.

    seed: the company's
    organisation_sizes: Series of the number of staff, with the organisation's id as
        index; larger organisations have more people in the buying centre
    prefix: letters that the people's ids begin with; each prefix has its own luck
    closeness: share of the unknown roles that have come to light, a number or one for
        each organisation

    Returns a frame with one row for each person and role: organisation (its id),
    contact_id (of the person), name, job_title, role, and known: whether Lantern Tea
    knows that this person plays this role. A role without a known row is a gap.
    """
    rng = stream(seed, f"buying centre {prefix}")
    size_class = _size_class(organisation_sizes)
    people = _people(rng, size_class)
    people["name"] = household_names(rng, len(people))
    people.insert(
        1, "contact_id", [f"{prefix}{i:06d}" for i in range(1, len(people) + 1)]
    )
    roles = people.assign(role=people["roles"].str.split()).explode("role")
    roles = roles.reset_index(drop=True)
    close = np.broadcast_to(np.asarray(closeness, dtype=float), len(size_class))
    missed = 1 - planted.ROLE_KNOWN[roles["role"]].to_numpy()
    missed = missed * (1 - close[roles["row"]])
    roles["known"] = rng.random(len(roles)) >= missed
    roles["role"] = pd.Categorical(roles["role"], planted.ROLES)
    roles["organisation"] = organisation_sizes.index.to_numpy()[roles["row"]]
    columns = ["organisation", "contact_id", "name", "job_title", "role", "known"]
    return roles[columns]


def _size_class(sizes):
    """Number of the size class of each organisation."""
    staff = sizes.to_numpy(dtype=float, na_value=0.0)
    return np.searchsorted(planted.SIZE_CLASSES, staff, side="right") - 1


def _people(rng, size_class):
    """One row a person: the row of the organisation, job title and roles."""
    seats = planted.SEATS
    of_class = pd.Index(planted.SIZE_CLASSES.index).get_indexer(seats["size_class"])
    row, seat = np.nonzero(size_class[:, None] == of_class)
    there = rng.random(len(row)) < seats["chance"].to_numpy()[seat]
    row, seat = row[there], seat[there]
    chosen = seats[["job_title", "roles"]].iloc[seat].reset_index(drop=True)
    return chosen.assign(row=row)


def _dealings(story, contacts, frame):
    """Since when each person is known, when and how last spoken to."""
    rng = stream(story.seed, "account_contacts")
    person, first = np.unique(contacts["contact_id"], return_index=True)
    customer = contacts["customer_id"].to_numpy()[first]
    whole = (planted.CUTOFF - frame["joined"].loc[customer]).dt.days.to_numpy()
    # The first of an organisation's people is known from the first order on.
    opens = pd.Series(customer).duplicated().to_numpy()
    since = np.floor(opens * rng.random(len(person)) * whole).astype(int)
    mean = planted.DAYS_SINCE_CONTACT[frame["contact_type"].loc[customer]].to_numpy()
    ago = 1 + np.floor(rng.exponential(mean)).astype(int)
    ago = np.minimum(ago, whole - since)
    role = contacts["role"].array.codes[first]
    channel = pick(planted.ACCOUNT_CHANNELS.to_numpy()[role], rng.random(len(person)))
    back = np.searchsorted(person, contacts["contact_id"])
    joined = frame["joined"].loc[customer].to_numpy()
    dealings = pd.DataFrame(
        {
            "since": joined + pd.to_timedelta(since, unit="D"),
            "last_contacted": planted.CUTOFF - pd.to_timedelta(ago, unit="D"),
            "channel": pd.Categorical.from_codes(
                channel, planted.ACCOUNT_CHANNELS.columns
            ),
        }
    )
    return dealings.iloc[back].set_index(contacts.index)
