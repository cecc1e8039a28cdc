"""Waiting, giving up, and what people do then."""

import pandas as pd

# The phone queue: its usual minutes are in OPERATIONS, by day. In the weeks before a
# festival waits are longer by this factor. At a till no day is special: mean minutes.
FESTIVAL_WAIT = 1.30
TILL_WAIT = 3.6
# A caller who has waited t minutes hangs up in the next with chance IMPATIENCE × t:
# after ten minutes 10% a minute; half would have gone after twelve.
IMPATIENCE = 0.010
# What those do who gave up an order: chances, by what they gave up. Who cannot pay has
# tried again that night already. Calls for service, and for a first order (or we would
# not know the customer), are made again until answered.
THEN = ["called again", "other channel", "elsewhere", "not at all"]
GIVING_UP = pd.DataFrame(
    [[0.46, 0.16, 0.22, 0.16], [0.0, 0.0, 0.60, 0.40]],
    index=["phone line", "payment page"],
    columns=THEN,
)
CALLS_TOMORROW = 0.40  # of those who call again to order; the others later that day
CALL_AGAIN = 25.0  # minutes, on average, between calls for service
MOVES_AFTER = (10, 50)  # minutes from the last call to the order on another channel
