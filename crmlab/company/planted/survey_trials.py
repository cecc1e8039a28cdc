"""Trials of how to ask, the calling list, a tasting, and polls after cases."""

import pandas as pd

# --- a trial of four methods: who answers, how kindly, and at what cost ---
# answers: shift of the log odds to answer; kinder: shift of the answer in standard
# deviations, as people are polite to a person who asks (social desirability; Kreuter,
# Presser & Tourangeau 2008, Public Opinion Quarterly 72(5)); CNY an invitation, and an
# answer; minutes an answer; how many interviewers.
ASKING = pd.DataFrame(
    {
        "answers": [-0.40, -0.90, 0.45, 0.75],
        "kinder": [0.0, 0.0, 0.30, 0.55],
        "invitation": [0.1, 6.0, 2.0, 3.0],
        "answer": [0.0, 2.5, 11.0, 16.0],
        "minutes": [4.0, 7.0, 9.0, 8.0],
        "interviewers": [0, 0, 6, 6],
    },
    index=["web", "paper", "phone", "in shop"],
)
INTERVIEWER_SPREAD = 0.30  # standard deviations of the answer between interviewers
ASKED_BY_METHOD = 500  # customers for each method, for a company of 6,000
# --- a trial of five ways to word the question after satisfaction ---
# shift of the answer in standard deviations, and loading on the opinion
WORDINGS = pd.DataFrame(
    {
        "shift": [0.0, 0.45, 0.30, -0.30, -0.05],
        "loading": [0.90, 0.86, 0.84, 0.88, 0.50],
        "words": [
            "How satisfied are you with us, all in all?",
            "How much do you enjoy our award-winning tea and care?",
            "The same as plain, with the boxes called fair, good, very good, superb",
            "The same as plain, right after a question on rising prices",
            "How satisfied are you with our prices and our opening hours?",
        ],
    },
    index=["plain", "leading", "lopsided", "after price", "double-barrelled"],
)
WORDING_ASKED = 0.6  # share of the customers who were asked

# --- the calling list of the branches ---
BRANCH_SIZE = 250  # customers, about
# How strongly satisfaction goes with the branch that looks after a customer, and with
# the line on its sheet: the staff write the friendly ones on top. Correlations.
BRANCH_SORTS, LINE_SORTS = 0.30, 0.40
SHEET_LINES = 12

# --- a new tea, offered as a free tin with each order of the last quarter ---
TASTING = ("2025-03-31", 91)  # first day, days
# Log odds that the tin is taken, and that who took it passes some on to a friend: for
# somebody in the middle, and for a standard deviation of the opinion that moves it.
TASTES = {"base": -0.30, "curiosity": 1.20}
PASSES_ON = {"base": -1.20, "recommending": 0.90}

# --- a poll after each case: effort, satisfaction with the case, recommendation ---
# Answers before they are rounded to a box: linear in whether it was settled and closed
# at the first contact, the log of hours to close over a day, and satisfaction.
CASE_POLL = pd.DataFrame(
    {
        "base": [3.9, 2.3, 6.3],
        "settled": [0.7, 1.3, 0.8],
        "first_contact": [1.0, 0.3, 0.0],
        "log_days": [-0.45, -0.15, 0.0],
        "satisfaction": [0.15, 0.35, 1.40],
        "noise": [1.0, 0.8, 1.6],
        "low": [1, 1, 0],
        "high": [7, 5, 10],
    },
    index=["ease", "satisfied", "recommend"],
)
# Log odds of answering the poll; those whose case was not settled have something to say
CASE_POLL_ANSWERS = {"base": -1.1, "settled": -0.5}
