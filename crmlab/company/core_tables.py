"""The tables that all others hang on: customers, products, orders, order lines."""

import numpy as np
import pandas as pd

from . import planted
from .ids import named
from .purchases import amounts, make_products
from .records.requests import LAST_DAY, consent_ends
from .story import Tables


def make_core(story):
    """Customers, products, orders and lines, and what is planted in each customer."""
    frame, events = story.people.frame, story.life.events
    came = np.isin(frame.index, events["who"])
    ends = consent_ends(story.seed, frame)
    later = frame.assign(consent=frame["agreed"] & (ends > LAST_DAY))
    tables = Tables(
        known={"customers": frame[: story.known], "products": make_products()},
        # Half a year later the table of customers holds the newcomers too.
        future={"customers": later[came]},
        truth={"customers": _true_customers(story)},
    )
    tables.split("orders", story.named_orders, "date")
    # Lines stand in order of their orders, and orders in order of time.
    before = len(tables.known["orders"])
    first = int(np.searchsorted(story.lines["order"], before))
    tables.known["order_lines"] = _lines(story, slice(0, first))
    tables.future["order_lines"] = _lines(story, slice(first, None))
    return tables


def _lines(story, some):
    """Some rows of the story's lines, with the names of orders and products."""
    lines = story.lines[some]
    price, amount, _ = amounts(lines)
    order = lines["order"].to_numpy()
    number = 1 + np.arange(len(lines)) - np.searchsorted(order, order)
    return pd.DataFrame(
        {
            "order_id": named(story.order_ids, order),
            "line": number.astype(np.int32),
            "product_id": named(make_products()["product_id"], lines["product"]),
            "quantity": lines["quantity"],
            "unit_price": price,
            "amount": amount,
        }
    )


def _true_customers(story):
    """What is planted in each customer, and when and why each left."""
    known, minds = story.known, story.minds
    traits = story.people.traits[:known]
    events = story.life.events
    left = events[events["left"] & (events["day"] < 7 * planted.HISTORY_WEEKS)]
    left = left.set_index("who").reindex(range(known))
    state = story.life.kept[planted.HISTORY_WEEKS]
    return pd.DataFrame(
        {
            "customer_id": story.people.frame["customer_id"][:known],
            "segment": traits["segment"],
            "rate": traits["rate"].round(5),
            "leave_chance": traits["leave_chance"].round(5),
            "mean_spend": traits["mean_spend"].round(2),
            "loyalty_kind": minds["loyalty_kind"][:known],
            "response": minds["response"][:known],
            "satisfaction": story.engine.satisfaction(state)[:known].round(4),
            "to_prices": minds["to_prices"][:known].round(4),
            "to_rivals": minds["to_rivals"][:known].round(4),
            "left": planted.START + pd.to_timedelta(left["day"], unit="D"),
            "cause": pd.Categorical.from_codes(
                left["cause"].fillna(-1).astype(int), planted.CAUSES
            ),
        }
    )
