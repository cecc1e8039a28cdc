"""What organisations owe: invoices, an agency's report on each, and what is true."""

import numpy as np
import pandas as pd
from scipy.special import expit, ndtr, ndtri

from .. import planted
from ..ids import named
from ..journeys.payments import invoice_days, pays_in
from ..randomness import luck, stream
from ..story import Tables

CIRCUMSTANCES = planted.CAUSES.index("circumstances")
DATES = ["paid", "written_off"]


def make_credit(story, made):
    """Invoices and reports, and the strain behind them.

    made: `Tables` with touchpoints; a payment that this log holds has the same day here
    """
    strain = _strain(story)
    invoices = _invoices(story, made, strain)
    known = _as_known(invoices[invoices["issued"] < planted.CUTOFF], planted.CUTOFF)
    later = invoices[["issued", *DATES]].max(axis=1) >= planted.CUTOFF
    reports, truth = _reports(story, strain)
    return Tables(
        known={"invoices": known, "account_reports": reports},
        future={"invoices": _as_known(invoices[later], planted.FUTURE_END)},
        truth={"credit": truth},
    )


def gives_up(story):
    """Day on which each leaves for circumstances of their own, far off for others."""
    day = np.full(len(story.people.frame), 10**6)
    events = story.life.events
    left = events[events["left"] & (events["cause"] == CIRCUMSTANCES)]
    day[left["who"]] = left["day"]
    return day


def _strain(story):
    """How hard each person finds it to pay; meant for organisations."""
    parts, size = planted.STRAIN, len(story.people.frame)
    late = ndtri(luck(story.seed, "pays in", np.arange(size)))
    staff = np.log(story.people.frame["staff"].fillna(50).to_numpy(float))
    middle = planted.SECTORS["staff"].to_numpy()[story.people.frame["sector"].cat.codes]
    staff = (staff - np.log(middle)) / planted.LOG_STAFF_SPREAD
    own = stream(story.seed, "strain").standard_normal(size)
    soon = gives_up(story) < 10**6
    total = parts["pays"] * late + parts["size"] * staff + parts["own"] * own
    return total + parts["gives up"] * soon


# --- invoices -------------------------------------------------------------------------


def _invoices(story, made, strain):
    """One row for each order that was sent to an organisation, in order of issue."""
    rng = stream(story.seed, "invoices")
    orders, goes = story.orders, story.deliveries
    who = orders["who"].to_numpy()
    row = np.flatnonzero(goes["sent"].to_numpy() & story.engine.organisation[who])
    orders, goes, who = orders.iloc[row], goes.iloc[row], who[row]
    issued = orders["date"] + pd.to_timedelta(goes["days"].to_numpy(), unit="D")
    paid = issued + pd.to_timedelta(invoice_days(rng, story, who), unit="D")
    order_id = named(story.order_ids, row)
    logged = _logged(made).reindex(order_id).set_axis(orders.index)
    paid = logged.fillna(paid)
    due = issued + pd.Timedelta(days=planted.INVOICE_DUE)
    lost = _unpaid(rng, story, strain, orders) & logged.isna()
    frame = pd.DataFrame(
        {
            "order_id": order_id,
            "customer_id": named(story.people.frame["customer_id"], who),
            "issued": issued,
            "due": due,
            "paid": paid.mask(lost),
            "written_off": (due + pd.Timedelta(days=planted.WRITE_OFF_DAYS)).where(
                lost
            ),
            "amount": ((1 - planted.DEPOSIT) * orders["amount"]).round(2),
        }
    )
    return frame.sort_values(["issued", "order_id"], ignore_index=True)


def _logged(made):
    """Day on which each invoice was paid, by the log of touchpoints."""
    logs = [made.known["touchpoints"], made.future["touchpoints"]]
    log = pd.concat([log[log["what"] == "paid the invoice"] for log in logs])
    return log.set_index("order_id")["time"].dt.normalize()


def _unpaid(rng, story, strain, orders):
    """Whether each invoice is the last of one that gave up, and is never paid."""
    base, slope = planted.UNPAID
    who = orders["who"].to_numpy()
    log_starts = 7 * (planted.HISTORY_WEEKS - planted.LOG_WEEKS)
    gone = gives_up(story)[who] < log_starts
    last = ~orders["who"].duplicated(keep="last").to_numpy()
    fails = rng.random(len(orders)) < expit(base + slope * strain[who])
    return gone & last & fails


def _as_known(invoices, date):
    """Invoices as they stand on the morning of a date, and how late each was then."""
    seen = invoices.copy()
    for column in DATES:
        seen[column] = seen[column].where(seen[column] < date)
    until = seen["paid"].fillna(seen["written_off"]).fillna(date)
    seen["days_late"] = (until - seen["due"]).dt.days.clip(lower=0)
    return seen


# --- reports --------------------------------------------------------------------------


def _reports(story, strain):
    """The agency's report on each organisation at the cut-off, and the truth."""
    rng = stream(story.seed, "account_reports")
    frame = story.people.frame[: story.known]
    row = np.flatnonzero((frame["kind"] == "organisation").to_numpy())
    own, strain = frame.iloc[row], strain[row]
    seen = strain + planted.AGENCY_ERROR * rng.standard_normal(len(row))
    usual, slope, spread = planted.STAFF_GROWTH
    growth = usual + slope * strain + spread * rng.standard_normal(len(row))
    staff = own["staff"].to_numpy(float, na_value=1.0)
    before = np.maximum(np.round(staff / np.exp(growth)), 1).astype(int)
    reports = pd.DataFrame(
        {
            "customer_id": own["customer_id"],
            "credit": _letter(seen),
            "staff": staff.astype(int),
            "staff_year_ago": before,
        }
    )
    truth = pd.DataFrame(
        {
            "customer_id": own["customer_id"],
            "strain": strain.round(4),
            "credit": _letter(strain),
            "late_chance": _late_chance(pays_in(story)[row]).round(4),
            "gives_up": gives_up(story)[row] < 10**6,
        }
    )
    return reports, truth


def _letter(strain):
    code = np.searchsorted(planted.AGENCY_LIMITS, strain)
    return pd.Categorical.from_codes(code, planted.AGENCY_LETTERS, ordered=True)


def _late_chance(median):
    """Chance that an invoice is paid after its last day, which counts in whole days."""
    last = planted.INVOICE_DUE + 0.5
    return 1 - ndtr(np.log(last / median) / planted.INVOICE_SPREAD[1])
