"""The way to an order: the hours, the chain of touchpoints, the steps, the waiting."""

import pandas as pd

# --- the hours of the day: how much goes on from midnight on, hour by hour ---
HOURS = pd.DataFrame(
    {
        "online": [2.2, 1.2, 0.7, 0.5, 0.4, 0.6, 1.2, 2.2, 3.6, 4.6, 5.2, 5.2]
        + [6.6, 5.6, 4.4, 4.2, 4.3, 4.6, 5.4, 6.6, 8.4, 8.6, 6.6, 4.2],
        "shop": [0.0] * 10 + [4, 6, 7, 6, 5, 5, 6, 8, 9, 8, 5] + [0.0] * 3,
        "phone": [0.0] * 8 + [3, 8, 10, 9, 6, 6, 9, 9, 8, 6, 4, 2] + [0.0] * 4,
    }
)
NIGHT = (22, 6)  # from ten in the evening to six; about a sixth of what goes on online

# --- the chain of touchpoints before an order ---
# An absorbing Markov chain: from one touch to the next, to an order, or away. What
# closes the sale is a place where one can order.
TOUCHES = ["advert", "search", "social", "email", "friend"]
TOUCHES += ["web", "app", "shop", "phone"]
VISITORS = ["new", "household", "organisation"]  # new: has not ordered before
# Share of visits that lead to an order. Those who know the company come to buy.
CONVERSION = pd.Series([0.16, 0.42, 0.50], VISITORS)
ENTRY = pd.DataFrame(  # first touch, relative; of new buyers it is `acquired_through`
    [[0.30, 0.22, 0.24, 0.00, 0.08, 0.05, 0.03, 0.07, 0.01]]
    + [[0.22, 0.14, 0.10, 0.16, 0.03, 0.12, 0.15, 0.07, 0.01]]
    + [[0.10, 0.16, 0.00, 0.22, 0.04, 0.20, 0.06, 0.04, 0.18]],
    index=VISITORS,
    columns=TOUCHES,
)
# From (rows) to (columns), of all touches that are followed by another touch, an order
# or the visitor's going away: what is left of a row is shared by order and leaving,
# which `chain.py` sets so that orders come out as they were, by channel and visitor.
NEXT = pd.DataFrame(
    [
        # advert search social email friend  web   app  shop  phone
        [0.00, 0.17, 0.04, 0.03, 0.01, 0.20, 0.07, 0.05, 0.00],  # advert
        [0.03, 0.00, 0.03, 0.01, 0.01, 0.40, 0.08, 0.08, 0.03],  # search
        [0.03, 0.14, 0.00, 0.03, 0.05, 0.14, 0.18, 0.04, 0.00],  # social
        [0.00, 0.04, 0.02, 0.00, 0.00, 0.28, 0.27, 0.07, 0.05],  # email
        [0.00, 0.13, 0.04, 0.01, 0.00, 0.20, 0.13, 0.21, 0.05],  # friend
        [0.02, 0.05, 0.03, 0.08, 0.02, 0.18, 0.03, 0.05, 0.03],  # web
        [0.01, 0.03, 0.05, 0.07, 0.02, 0.03, 0.20, 0.03, 0.01],  # app
        [0.00, 0.03, 0.01, 0.02, 0.03, 0.04, 0.03, 0.14, 0.01],  # shop
        [0.00, 0.00, 0.00, 0.10, 0.01, 0.05, 0.01, 0.02, 0.10],  # phone
    ],
    index=TOUCHES,
    columns=TOUCHES,
)
ORDERS = pd.Series(  # a touch is followed by an order: starting values, see above
    [0.0, 0.0, 0.0, 0.0, 0.0, 0.30, 0.32, 0.45, 0.45], TOUCHES
)
