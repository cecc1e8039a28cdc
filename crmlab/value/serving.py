"""What each customer leaves after all that serving him or her costs."""

import pandas as pd

from crmlab import wanted

QUARTER_DAYS = 91
COSTS = ["goods", "handling", "service", "contact", "acquisition"]


def cost_to_serve(customers, orders, cases, contact_costs, start, end):
    """Profit of each customer in a period, cost by cost.

    customers      frame indexed by customer_id: joined, contact_type, acquisition_cost
    orders         frame: customer_id, date, amount, goods_cost, handling_cost
    cases          frame: customer_id, opened, cost, compensation (empty: still open)
    contact_costs  Series: contact_type to CNY a quarter
    start, end     first day of the period, and first day after it
    Returns a frame, one row a customer who had joined before the end, all in CNY:
        paid         what the customer paid
        goods        what the goods cost
        handling     picking, packing, delivery
        service      staff time for cases, and what was paid back
        contact      keeping in touch, for the part of the period since joining
        acquisition  winning the customer, if that was in the period
        profit       paid less the five

    Source: R. Cooper & R. Kaplan (1991), Harvard Business Review 69(3), 130–135: costs
    follow what each customer makes the firm do. What no customer causes (rent,
    management) is left out.
    """
    start, end = pd.Timestamp(start), pd.Timestamp(end)
    _check(customers, orders, cases)
    who = customers[customers["joined"] < end]
    inside = orders[(orders["date"] >= start) & (orders["date"] < end)]
    columns = ["amount", "goods_cost", "handling_cost"]
    table = inside.groupby("customer_id")[columns].sum()
    table = table.reindex(who.index, fill_value=0.0)
    table = table.set_axis(["paid", "goods", "handling"], axis=1)
    opened = cases[(cases["opened"] >= start) & (cases["opened"] < end)]
    paid_out = opened["cost"].fillna(0) + opened["compensation"].fillna(0)
    service = paid_out.groupby(opened["customer_id"]).sum()
    table["service"] = service.reindex(who.index, fill_value=0.0)
    quarters = (end - who["joined"].clip(lower=start)).dt.days / QUARTER_DAYS
    rate = who["contact_type"].astype(object).map(contact_costs)
    wanted.complete(rate, "cost_to_serve", "contact_costs for these contact types")
    table["contact"] = rate * quarters
    won = (who["joined"] >= start).astype(float)
    table["acquisition"] = who["acquisition_cost"] * won
    table["profit"] = table["paid"] - table[COSTS].sum(axis=1)
    return table.astype(float)


def _check(customers, orders, cases):
    name = "cost_to_serve"
    needed = ["joined", "contact_type", "acquisition_cost"]
    wanted.columns(customers, needed, name, "customers")
    if customers.index.name != "customer_id":
        raise ValueError(
            f"{name}() needs customers indexed by customer_id: "
            "set_index('customer_id') first."
        )
    needed = ["customer_id", "date", "amount", "goods_cost", "handling_cost"]
    wanted.columns(orders, needed, name, "orders")
    needed = ["customer_id", "opened", "cost", "compensation"]
    wanted.columns(cases, needed, name, "cases")
