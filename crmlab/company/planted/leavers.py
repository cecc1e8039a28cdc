"""What those who fell silent say when they are called, and who can be won back."""

import pandas as pd

# --- calls to customers without an order for half a year ---
LEAVER_CALLS = ("2025-06-02", 19, 1200)  # first day, days, customers called
LEAVER_SILENT = 182  # days without an order
NOT_LEFT = "not left"
# Who answers, by what is true of them, as a share of those called: the cross have
# something to say, those who simply need no tea do not.
LEAVER_ANSWERS = pd.Series(
    {"circumstances": 0.30, "price": 0.45, "competitors": 0.40, "reputation": 0.45}
    | {"product": 0.60, "service": 0.60, "experience": 0.55, NOT_LEFT: 0.50}
)
# What those who answer say: shares by what is true. Price is the easy answer.
LEAVER_SAYS = pd.DataFrame(
    [[0.38, 0.28, 0.06, 0.02, 0.03, 0.04, 0.04, 0.15]]
    + [[0.05, 0.72, 0.10, 0.00, 0.02, 0.02, 0.03, 0.06]]
    + [[0.05, 0.30, 0.48, 0.01, 0.03, 0.02, 0.04, 0.07]]
    + [[0.08, 0.20, 0.06, 0.45, 0.10, 0.00, 0.02, 0.09]]
    + [[0.04, 0.24, 0.05, 0.03, 0.52, 0.05, 0.03, 0.04]]
    + [[0.04, 0.22, 0.06, 0.01, 0.04, 0.52, 0.08, 0.03]]
    + [[0.05, 0.22, 0.06, 0.00, 0.03, 0.12, 0.46, 0.06]]
    + [[0.08, 0.07, 0.02, 0.00, 0.01, 0.02, 0.02, 0.78]],
    index=LEAVER_ANSWERS.index,
    columns=["no need any more", "price", "a rival", "the press", "the tea"]
    + ["deliveries", "waiting", "still a customer"],
)

# --- a letter to those who ended Lantern Plus: two months at half price ---
WIN_BACK = ("2025-04-28", 56)  # the day of the letter, days until the outcome
WIN_BACK_ENDED = (28, 365)  # ended at least and at most so many days before
WIN_BACK_SHARE = 0.50  # drawn at random, get the letter
WIN_BACK_LETTER = 3.0  # CNY
WIN_BACK_MONTHS = 2  # at half price
# Log odds of taking Lantern Plus up again within eight weeks, by what had truly made
# the subscriber end it, and what the letter adds. Who found it dear is won by a lower
# price; who had had bad service is made cross by an offer that does not say sorry.
WIN_BACK_GROUNDS = pd.DataFrame(
    {"without": [-2.6, -2.2, -3.0, -3.2], "letter": [0.60, 1.90, -0.50, 0.25]},
    index=["usual", "price", "bad", "idle"],
)
