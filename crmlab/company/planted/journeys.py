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
# Chance of going from one touch (row) to the next (column). What a row leaves over is
# an order (below) or going away. Visits end as the engine's orders have it, so that
# the chain of all visits differs a little: truth/transitions.csv has it.
NEXT = pd.DataFrame(
    [
        # advert search social email friend  web   app  shop  phone
        [0.00, 0.20, 0.05, 0.03, 0.02, 0.24, 0.08, 0.06, 0.00],  # advert
        [0.03, 0.00, 0.04, 0.01, 0.01, 0.45, 0.09, 0.09, 0.03],  # search
        [0.03, 0.17, 0.00, 0.03, 0.06, 0.17, 0.20, 0.05, 0.00],  # social
        [0.00, 0.05, 0.02, 0.00, 0.00, 0.32, 0.29, 0.08, 0.05],  # email
        [0.00, 0.15, 0.05, 0.01, 0.00, 0.22, 0.15, 0.22, 0.05],  # friend
        [0.02, 0.06, 0.04, 0.09, 0.03, 0.20, 0.03, 0.06, 0.04],  # web
        [0.00, 0.04, 0.06, 0.09, 0.02, 0.03, 0.24, 0.03, 0.01],  # app
        [0.00, 0.04, 0.02, 0.03, 0.04, 0.05, 0.03, 0.18, 0.02],  # shop
        [0.00, 0.00, 0.00, 0.12, 0.01, 0.06, 0.01, 0.03, 0.12],  # phone
    ],
    index=TOUCHES,
    columns=TOUCHES,
)
ORDERS = pd.Series(  # chance that an order follows the touch
    [0.0, 0.0, 0.0, 0.0, 0.0, 0.22, 0.25, 0.35, 0.38], TOUCHES
)

# --- the steps of a sale (figure 2-4 of the source) ---
STEPS = ["desire", "information", "understanding", "choice", "order"]
STEPS += ["delivery and trial", "payment", "after-sales"]
BEFORE = STEPS[:4]
LEAVE_AT = pd.DataFrame(  # how far those come who go away, by visitor
    [[0.38, 0.28, 0.19, 0.15], [0.10, 0.22, 0.25, 0.43], [0.05, 0.18, 0.50, 0.27]],
    index=VISITORS,
    columns=BEFORE,
)
LEAVE_TILT = pd.DataFrame(  # factor on these, by the last touch; rows then sum to 1
    [[2.0, 1.2, 0.5, 0.3], [0.8, 1.6, 1.0, 0.6], [1.8, 1.2, 0.6, 0.4]]
    + [[1.0, 1.3, 1.0, 0.8], [1.2, 1.0, 1.3, 0.5], [0.5, 0.9, 1.0, 1.6]]
    + [[0.6, 0.8, 0.8, 1.8], [0.5, 0.8, 1.7, 0.9], [0.2, 1.0, 1.6, 1.0]],
    index=TOUCHES,
    columns=BEFORE,
)
PAUSES = pd.DataFrame(  # mean days from a touch to what follows, by its step
    [[2.5, 1.6, 1.0, 0.4], [1.8, 1.0, 0.7, 0.25], [4.0, 3.0, 2.5, 1.0]],
    index=VISITORS,
    columns=BEFORE,
)
PAUSE_MINUTES = 8  # mean minutes between touches of one sitting, and one more
# What happens at a touch, by step; names with a share where there are several.
EVENTS = {
    "advert": ["saw advert", "clicked advert", "watched film", "clicked offer"],
    "search": ["searched for tea", "read results", "searched reviews"]
    + ["searched prices"],
    "social": ["saw post", "followed link", "read reviews", "asked followers"],
    "email": ["opened mail", "followed link", "got an answer", "got an offer"],
    "friend": ["heard of it", "asked a friend", "tasted at a friend's", "was advised"],
    "web": ["looked in", "browsed", "compared", "basket"],
    "app": ["looked in", "browsed", "compared", "basket"],
    "shop": ["passed by", "looked around", "tasted a sample", "basket"],
    "phone": ["asked for catalogue", "asked a question", "asked for a sample"]
    + ["got a quote"],
}
# In the web, the app, shops and on the phone, some do something else at these steps.
DETAILS = pd.DataFrame(
    [("understanding", "asked a question", 0.25, 0.25)]
    + [("understanding", "asked for a sample", 0.15, 0.15)]
    + [("choice", "asked for a discount", 0.10, 0.30)]
    + [("choice", "asked delivery terms", 0.08, 0.25)],
    columns=["step", "what", "going_on", "leaving"],  # shares; what scares people off
)

# --- after the order ---
TRIES = 2.2  # tries, on average, of those whose payment cannot go through
RATED_BADLY = {"fine": 0.05, "late": 0.40, "fault": 0.92}  # chance among raters
INVOICE_DAYS = 22  # organisations pay by invoice: median days after delivery
INVOICE_SPREAD = (0.40, 0.25)  # log spread between organisations, and within one
INVOICE_DUE = 30
LOG_WEEKS = 26  # the log of touchpoints was switched on so long before the cut-off
CHANNELS_OF_TOUCH = [*TOUCHES, "courier", "bank"]
OUTCOMES = ["went on", "left", "done", "failed", "late", "hung up"]
OUTCOMES += ["settled", "not settled"]
AFTER = ["order placed", "order with deposit", "called to order", "paid"]
AFTER += ["paid the deposit", "payment failed", "paid at the till"]
AFTER += ["paid at the door", "paid the invoice"]
AFTER += ["parcel overdue", "delivered", "delivered late", "taken home"]
AFTER += ["rated well", "rated badly", "called for service"]
