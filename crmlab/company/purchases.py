"""Products, and what each order holds: from an amount to lines that add up to it."""

from functools import cache
from importlib import resources

import numpy as np
import pandas as pd

from . import planted
from .narrow import narrow
from .people import People
from .randomness import pick, stream

# What can fill up an order to the amount meant: sold by weight, or in small boxes.
FILLING = ["everyday tea", "fine tea", "herbal tea", "ready to brew"]
EVENT_COLUMNS = ["who", "day", "channel", "gift", "gross", "offer"]


def make_products():
    """The range, with the planted popularity of each product within its shelf."""
    with resources.files(__package__).joinpath("products.csv").open("rb") as file:
        products = pd.read_csv(file)
    for column, values in [
        ("category", planted.CATEGORIES),
        ("sold_by", ["10 g", "piece"]),
    ]:
        products[column] = pd.Categorical(products[column], values)
    return products


def make_orders(seed, people: People, events):
    """Orders and order lines from the engine's events.

    events: what `Engine.live` returns; attempts that failed are no orders.
    Returns two frames: `orders` with the columns of that table but for the names, and
    `who`, `event` (rows of people and events); and the lines with `order`, `product`
    (rows of orders and products) and `quantity`.
    """
    event = np.flatnonzero(~events["failed"].to_numpy())
    made = events[EVENT_COLUMNS].iloc[event].reset_index(drop=True)
    lines = _lines(stream(seed, "order_lines"), people, made)
    _, amount, cost = amounts(lines)
    gross = np.bincount(lines["order"], amount, minlength=len(made)).round(2)
    discount = np.round(gross * made["offer"], 2)
    orders = pd.DataFrame(
        {
            "date": planted.START + pd.to_timedelta(made["day"], unit="D"),
            "channel": pd.Categorical.from_codes(made["channel"], planted.CHANNELS),
            "gift": made["gift"],
            "gross": gross,
            "discount": discount,
            "amount": (gross - discount).round(2),
            "goods_cost": np.bincount(lines["order"], cost, len(made)).round(2),
            "handling_cost": handling_cost(people, made, gross).round(2),
            "who": made["who"],
            "event": event,
        }
    )
    return narrow(orders), lines


def _lines(rng, people, made):
    """One to three lines an order; the last fills up to the amount that was meant.

    Loose tea is sold by 10 g and bags in small boxes, so that an order's total comes
    within half of such a price of the amount that the customer meant to spend.
    """
    products = make_products()
    segment = people.traits["segment"].array.codes[made["who"].to_numpy()]
    size = len(made)
    count = 1 + pick(planted.LINES[None], rng.random(size), np.zeros(size, int))
    meant = made["gross"].to_numpy()
    spent = np.zeros(size)
    rows = []
    for extra in (2, 1):
        some = np.flatnonzero(count > extra)
        product = _choose(rng, products, segment[some], planted.CATEGORIES)
        price = products["list_price"].to_numpy()[product]
        share = rng.uniform(0.2, 0.6, len(some)) * (meant[some] - spent[some])
        piece = (products["sold_by"] == "piece").to_numpy()[product]
        # A gift set is bought even where it takes up most of the amount.
        room = np.where(
            piece, np.maximum(share, np.minimum(price, 0.9 * meant[some])), share
        )
        quantity = np.floor(room / price).astype(int)
        rows.append(_bought(some, product, quantity))
        spent[some] += quantity * price
        spent = np.minimum(spent, meant)
    rest = np.maximum(meant - spent, 0)
    product = _choose(rng, products, segment, FILLING)
    price = products["list_price"].to_numpy()
    dear = rest < 0.7 * price[product]  # too little for so dear a tea
    product[dear] = price.argmin()
    quantity = np.round(rest / price[product]).astype(int)
    quantity[(spent == 0) & (quantity == 0)] = 1
    rows.append(_bought(np.arange(size), product, quantity))
    lines = pd.concat(rows, ignore_index=True)
    return lines.sort_values("order", kind="stable", ignore_index=True)


def _bought(order, product, quantity):
    """The lines that hold something; a large company has millions: in few bytes."""
    some = quantity > 0
    lines = {"order": order, "product": product, "quantity": quantity}
    kinds = {"order": np.int32, "product": np.int8, "quantity": np.int32}
    return pd.DataFrame({n: v[some].astype(kinds[n]) for n, v in lines.items()})


def amounts(lines):
    """Unit price, amount and cost of goods of each line, CNY."""
    products, product = make_products(), lines["product"].to_numpy()
    price = products["list_price"].to_numpy()[product]
    cost = products["unit_cost"].to_numpy()[product]
    quantity = lines["quantity"].to_numpy()
    return price, np.round(quantity * price, 2), quantity * cost


def _choose(rng, products, segment, categories):
    """A product for each order: the shelf by the segment's taste, then by fame."""
    chance = np.zeros((len(planted.BASKET), len(products)))
    shelf = products["category"].to_numpy()
    for category in categories:
        here = shelf == category
        fame = products["popularity"].to_numpy() * here
        chance += np.outer(planted.BASKET[category], fame / fame.sum())
    chance /= chance.sum(axis=1, keepdims=True)
    return pick(chance, rng.random(len(segment)), segment)


def handling_cost(people, made, gross):
    """Picking, staff time and delivery of each order, CNY."""
    fixed = planted.HANDLING.to_numpy()[made["channel"]]
    region = people.frame["region"].array.codes[made["who"]]
    far = planted.HANDLING_BY_REGION.to_numpy()[region]
    return fixed * far + planted.HANDLING_BY_SIZE * gross


def handling_ahead(engine, gross):
    """Handling expected of an order of such a gross amount of each person, CNY."""
    fixed = planted.HANDLING.to_numpy()
    usual = planted.CHANNEL_OF.to_numpy()[engine.segment] @ fixed
    keeps = planted.CHANNEL_LOYALTY
    channel = keeps * fixed[engine.preferred] + (1 - keeps) * usual
    far = planted.HANDLING_BY_REGION.to_numpy()[engine.region]
    return channel * far + planted.HANDLING_BY_SIZE * gross


def cost_share(people):
    """Share of the gross amount that the goods cost, by the tastes of each person."""
    return _cost_share_by_segment()[people.traits["segment"].array.codes]


@cache
def _cost_share_by_segment():
    products = make_products()
    share = products["unit_cost"] / products["list_price"]
    by_shelf = share.groupby(products["category"], observed=True).mean()
    taste = planted.BASKET @ by_shelf[planted.CATEGORIES].astype(float)
    return taste.to_numpy()
