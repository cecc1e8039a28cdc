"""What has happened at the company, as the makers of tables need it."""

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from . import planted
from .engine import Engine
from .ids import named, numbered
from .life import Life


@dataclass(frozen=True)
class Story:
    """Everything that the tables are made from.

    seed: the company's
    known: how many people joined before the cut-off; they come first in all frames
    engine: holds people (frame, traits), minds and world; one row a person
    life: the engine's record of history and the half-year after: events, contacts, kept
    orders, lines: all orders with `who` and `event` (rows of people and events), and
        their lines, in order of time; without names, which take more room than numbers
    deliveries: when each order reached its customer, row by row as the orders
    cases: all service cases, in order of time
    calls: all calls that came into the phone queue, in order of time
    """

    seed: int
    known: int
    engine: Engine
    life: Life
    orders: pd.DataFrame
    lines: pd.DataFrame
    deliveries: pd.DataFrame = None
    cases: pd.DataFrame = None
    calls: pd.DataFrame = None

    @property
    def people(self):
        return self.engine.people

    @property
    def minds(self):
        return self.engine.minds

    @property
    def order_ids(self):
        """The names of all orders."""
        return numbered("O", len(self.orders))

    @property
    def named_orders(self):
        """The orders with their own and their customers' names."""
        customer = named(self.people.frame["customer_id"], self.orders["who"])
        return self.orders.assign(order_id=self.order_ids, customer_id=customer)

    @property
    def buyers(self):
        """Rows of the people who bought in the history or the half-year after."""
        bought = np.zeros(len(self.people.frame), bool)
        bought[self.life.events["who"]] = True
        return np.flatnonzero(bought)


@dataclass
class Tables:
    """Frames by table name: known at the cut-off, of the half-year after, and true."""

    known: dict = field(default_factory=dict)
    future: dict = field(default_factory=dict)
    truth: dict = field(default_factory=dict)

    def add(self, other):
        """Take over another's frames."""
        self.known |= other.known
        self.future |= other.future
        self.truth |= other.truth

    def only(self, names):
        """The same frames, but only of the tables with these names."""
        return Tables(
            *(
                {name: frame for name, frame in frames.items() if name in names}
                for frames in (self.known, self.future, self.truth)
            )
        )

    def handed_on(self):
        """Yield (section, name, frame), letting go of each frame that is handed on."""
        for section, frames in vars(self).items():
            for name in list(frames):
                yield section, name, frames.pop(name)

    def split(self, name, frame, dates):
        """Put a frame's rows before the cut-off among the known, the others in future.

        dates: Series or column name; what happened on the cut-off date is not known.
        """
        when = frame[dates] if isinstance(dates, str) else dates
        before = (when < planted.CUTOFF).to_numpy()
        first = int(before.sum())
        if before[:first].all():  # in order of time: two slices, which need no copy
            self.known[name], self.future[name] = frame[:first], frame[first:]
            return
        self.known[name] = frame[before]
        self.future[name] = frame[~before]
