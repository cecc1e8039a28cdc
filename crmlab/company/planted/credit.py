"""How organisations pay, what an agency says of them, and who is in trouble."""

DEPOSIT = (
    0.30  # share of a sent order that organisations pay at once; invoiced is the rest
)
WRITE_OFF_DAYS = 180  # after the day it was due, an unpaid invoice is given up
# Strain, hidden, about one standard deviation wide: how hard an organisation finds it
# to pay its bills. A weighted sum of how late it usually pays (standardised), the log
# of its staff (likewise), whether it will give up for circumstances of its own within
# the half-year after the cut-off or has done so, and the rest.
STRAIN = {"pays": 0.55, "size": -0.30, "gives up": 0.90, "own": 0.65}
# Chance that who gave up for such circumstances leaves the last invoice unpaid: log
# odds, for strain 0 and a unit of it. Since the log of touchpoints was switched on,
# nothing is sent on account while a bill is open, and nothing was lost.
UNPAID = (0.0, 0.8)
# The agency sees strain with an error of this spread, and gives a letter by it.
AGENCY_ERROR = 0.70
AGENCY_LETTERS = ["A", "B", "C", "D"]
AGENCY_LIMITS = [-0.45, 0.45, 1.35]
# Staff in a year: log growth for strain 0, for a unit of strain, and its own spread
STAFF_GROWTH = (0.045, -0.055, 0.07)
