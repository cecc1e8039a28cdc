"""How customers can be reached: names, phones, mail and addresses, as they change.

All are invented: nobody can be called at a number that begins with 000, and the
domains are those that are reserved for examples (RFC 2606).
"""

from importlib import resources

import numpy as np
import pandas as pd
import yaml

from .. import planted
from ..randomness import luck

PLACES = yaml.safe_load(
    resources.files(__package__).joinpath("places.yml").read_text(encoding="utf-8")
)


class Details:
    """The details of some people, on any day.

    seed: the company's; people: frame of people; rows: those wanted
    """

    def __init__(self, seed, people, rows):
        self.seed, self.rows = seed, np.asarray(rows)
        self.frame = people.iloc[self.rows].reset_index(drop=True)
        self.home = _homes(seed, self.frame, self.rows)
        details = planted.CHANGES.index
        self._changed = {name: self._change_days(name) for name in details}

    def on(self, number, day):
        """Name, phone, email, address and city as they were.

        number: places in `rows`; day: days since the start, one each
        """
        own = self.frame.iloc[number].reset_index(drop=True)
        version = {name: self.version(name, number, day) for name in self._changed}
        return pd.DataFrame(
            {
                "name": own["name"].astype(object),
                "phone": self._phone(number, version["phone"]),
                "email": self._email(own["name"], number, version["email"]),
                "address": self._address(number, version["address"]),
                "city": _city(own),
            }
        )

    def version(self, name, number, day):
        """How often a detail had changed by a day."""
        return (self._changed[name][number] <= np.asarray(day)[:, None]).sum(axis=1)

    def _change_days(self, name):
        """Days since the start on which each one's detail changes."""
        which = np.arange(planted.VERSIONS)
        whose = self._whose(name)[:, None]
        draw = luck(self.seed, f"{name} changes", whose, which)
        pauses = -np.log(draw) * 365.25 / planted.CHANGES[name]
        return np.cumsum(pauses, axis=1)

    def _whose(self, name):
        """Mail is one's own; address and phone are those of the home."""
        return self.rows if name in ("email", "mail") else self.home

    def _luck(self, name, number, version):
        return luck(self.seed, name, self._whose(name)[number], version)

    def _some(self, words, name, number, version):
        place = np.floor(len(words) * self._luck(name, number, version)).astype(int)
        return np.array(words, dtype=object)[place]

    def _phone(self, number, version):
        digits = np.floor(1e8 * self._luck("phone", number, version)).astype(int)
        text = pd.Series(digits).astype(str).str.zfill(8).astype(object)
        return "000-" + text.str[:4] + "-" + text.str[4:]

    def _email(self, name, number, version):
        words = name.str.lower().str.replace(" ", ".", regex=False).astype(object)
        digits = np.floor(1000 * self._luck("email", number, version)).astype(int)
        domain = self._some(PLACES["mail"], "mail", number, version)
        return words + digits.astype(str).astype(object) + "@" + domain

    def _address(self, number, version):
        house = 1 + np.floor(299 * self._luck("house", number, version)).astype(int)
        street = self._some(PLACES["streets"], "street", number, version)
        kind = self._some(PLACES["kinds"], "street kind", number, version)
        return house.astype(str).astype(object) + " " + street + " " + kind


def _homes(seed, people, rows):
    """The row of the person whose home each lives in: the own, or a relative's.

    Some households with one family name in one city live at one address.
    """
    family = people["name"].str.split(" ").str[0].where(people["kind"] == "household")
    place = pd.Series(_city(people)) + family
    order = np.argsort(place.fillna("").to_numpy(dtype=str), kind="stable")
    sorted_place = place.to_numpy(dtype=object)[order]
    together = np.append(False, sorted_place[1:] == sorted_place[:-1])
    together &= luck(seed, "relatives", rows[order]) < planted.RELATIVES
    # Only with somebody who lives at home, so that homes hold two.
    together[1:] &= ~together[:-1]
    home = rows.copy()
    home[order[together]] = rows[order[np.flatnonzero(together) - 1]]
    return home


def _city(people):
    """The city of each, by region and size; who moves stays in the city."""
    names = pd.DataFrame(PLACES["cities"]).T
    region = names.index.get_indexer(people["region"].astype(str))
    return names.to_numpy(dtype=object)[region, people["city_tier"].to_numpy() - 1]
