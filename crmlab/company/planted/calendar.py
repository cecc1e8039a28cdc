"""The calendar: history, cut-off, festivals, season."""

import numpy as np
import pandas as pd

START = pd.Timestamp("2023-07-03")  # a Monday, and the first day with data
CUTOFF = pd.Timestamp("2025-06-30")  # the first day that analysts do not know
FUTURE_END = pd.Timestamp("2025-12-29")  # the half-year kept for validation ends here
HISTORY_WEEKS = 104
FUTURE_WEEKS = 26
YEAR_WEEKS = 52  # the year that the capstone plays

FESTIVALS = pd.Series(
    pd.to_datetime(
        ["2023-09-29", "2024-02-10", "2024-09-17", "2025-01-29", "2025-10-06"]
        + ["2026-02-17"]
    ),
    index=["Mid-Autumn", "Spring Festival"] * 3,
)
FESTIVAL_WEEKS = 3  # gifts are bought in the three weeks before a festival
CLOSED_WEEK = 0.4  # what is left of trade in the week of Spring Festival itself
SEASON_SWING = 0.12  # tea sells 12% above its mean in mid-April, 12% below in October
# Monday to Sunday: share of a week's orders
WEEKDAYS = np.array([0.12, 0.12, 0.13, 0.13, 0.15, 0.19, 0.16])
