"""Who owns which touchpoint, and how the teams do: what managers would look at."""

import pandas as pd

from .. import planted
from ..story import Tables

QUARTER = pd.Timedelta(days=7 * planted.QUARTER_WEEKS)
COMPLAINTS = ["late parcel", "faulty goods"]
DATA_REQUESTS = ["stop offers", "see my data", "forget me"]


def make_teams(story, made):
    """Tables of the teams, from what is known of deliveries, touchpoints and cases.

    made: `Tables` with touchpoints and service_cases
    """
    touchpoints, cases = (made.known[n] for n in ("touchpoints", "service_cases"))
    seen = {
        name: rows.dropna(subset="value")
        for name, rows in _observed(story, touchpoints, cases).items()
    }
    owners = planted.OWNERS.copy()
    recent = planted.CUTOFF - QUARTER
    owners["current"] = [
        _mean(seen[name][seen[name]["time"] >= recent]) for name in owners["touchpoint"]
    ]
    months = [_monthly(seen[row.touchpoint], row) for row in owners.itertuples()]
    return Tables(
        known={
            "teams": planted.TEAMS,
            "touchpoint_owners": owners,
            "team_measures": pd.concat(months, ignore_index=True),
        },
        truth={"measure_trends": _true_trends()},
    )


def _true_trends():
    """What is planted in the measures that are counted over both years."""
    trends = planted.TRENDS.reset_index().round({"planted": 4})
    owners = planted.OWNERS.set_index("touchpoint").loc[trends["touchpoint"]]
    return trends.assign(measure=owners["measure"].to_numpy())


def _mean(rows):
    return round(rows["value"].mean(), 4)


def _monthly(rows, owner):
    """One row for each full month: the mean of the measure, and of how many."""
    month = rows["time"].dt.to_period("M").dt.to_timestamp()
    by_month = rows.groupby(month)["value"].agg(["mean", "size"])
    whole = by_month.index >= rows["time"].min()
    by_month = by_month[whole].reset_index(names="month")
    named = {"touchpoint": owner.touchpoint, "measure": owner.measure}
    return by_month.assign(value=by_month["mean"].round(4), **named)


def _observed(story, touchpoints, cases):
    """For each touchpoint, one row an observation: its time, and its value."""
    t = touchpoints
    online = t["channel"].isin(["web", "app"]) & (t["step"] == "payment")
    calls = (t["channel"] == "phone") & t["step"].isin(["order", "after-sales"])
    rated = t["what"].isin(["rated well", "rated badly"])
    till = (t["what"] == "order placed") & (t["channel"] == "shop")
    invoice = t["what"] == "paid the invoice"
    hours = cases["hours_to_close"]
    asked = cases["topic"].isin(["question", "parcel search"])
    complaint, data = (cases["topic"].isin(x) for x in (COMPLAINTS, DATA_REQUESTS))
    # What has lain open for longer than the deadline is late already.
    overdue = planted.CUTOFF - pd.Timedelta(hours=planted.DATA_DEADLINE)
    told = hours.notna() | (cases["opened"] < overdue)
    quick, deadline = planted.QUESTION_HOURS, planted.DATA_DEADLINE
    return _visits(t) | {
        "till": _rows(t[till], t["wait"]),
        "phone line": _rows(t[calls], t["outcome"] == "hung up"),
        "payment page": _rows(t[online], t["outcome"] == "failed"),
        "invoices": _rows(t[invoice], t["outcome"] == "late"),
        "parcels": _parcels(story),
        "goods": _rows(t[rated], t["what"] == "rated badly"),
        "complaints": _rows(cases[complaint], cases["settled"]),
        "questions": _rows(cases[asked], (hours <= quick).where(hours.notna())),
        "data requests": _rows(cases[data], (hours <= deadline).where(told)),
    }


def _parcels(story):
    """All parcels that have come: counted by the warehouse, longer than the log."""
    sent, its = story.orders["channel"] != "shop", story.deliveries
    came = story.orders["date"] + pd.to_timedelta(its["days"].to_numpy(), unit="D")
    rows = pd.DataFrame({"time": came, "value": its["late"].to_numpy().astype(float)})
    return rows[sent & (came < planted.CUTOFF)]


def _rows(some, values):
    time = some["time"] if "time" in some else some["opened"]
    values = values.loc[some.index].astype("Float64").astype(float)
    return pd.DataFrame({"time": time, "value": values})


def _visits(touchpoints):
    """Visits that began with an advert or a mail, or whose last touch was here."""
    before = touchpoints[touchpoints["step"] < "order"]
    ordered = touchpoints.loc[touchpoints["step"] == "order", "journey_id"].unique()
    led = before["journey_id"].isin(ordered).astype(float)
    led = led.where(before["outcome"].notna() | (led > 0))  # some are under way
    before = before.assign(value=led)[["journey_id", "channel", "time", "value"]]
    first = before.drop_duplicates("journey_id")
    last = before.drop_duplicates("journey_id", keep="last")
    return {
        "adverts": first[first["channel"] == "advert"],
        "mail": first[first["channel"] == "email"],
        "web shop": last[last["channel"] == "web"],
        "app": last[last["channel"] == "app"],
    }
