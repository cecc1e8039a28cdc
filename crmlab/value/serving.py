"""What each customer leaves after all that serving him or her costs."""

from crmlab import wanted

QUARTER_DAYS = 91
COSTS = ["goods", "handling", "service", "contact", "acquisition"]


def cost_to_serve(customers, orders, cases, contact_costs, start, end):
    """Profit of each customer in a period, cost by cost.

    customers      frame indexed by customer_id: joined, contact_type, acquisition_cost
    orders         frame: customer_id, date, amount, goods_cost, handling_cost
    cases          frame: customer_id, opened, cost, compensation. A gap in these two is
                   a case that is still open and has cost nothing yet
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
    Orders and cases of nobody in customers are left out.

    Raises ValueError where a column is missing or not of its kind, has a gap (but for
    the two above), a customer is there twice, ids are text on one side only, dates are
    of several time zones, a contact type has no cost, or the end is not after the
    start.

    Source: R. Cooper & R. Kaplan (1991), Harvard Business Review 69(3), 130–135: costs
    follow what each customer makes the firm do. What no customer causes (rent,
    management) is left out.
    """
    start, end = wanted.period(start, end, "cost_to_serve")
    customers, orders, cases = _asked(customers, orders, cases)
    contact_costs = wanted.numbers(contact_costs, "cost_to_serve", "contact_costs")
    wanted.keys(contact_costs.index, "cost_to_serve", "contact_costs", once=True)
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


def _asked(customers, orders, cases):
    """The three frames, with what they are asked for."""
    name = "cost_to_serve"
    wanted.one_zone(name, (customers, "joined"), (orders, "date"), (cases, "opened"))
    customers = wanted.table(
        customers, name, "customers", dates="joined", labels="contact_type",
        numbers="acquisition_cost",
    )  # fmt: skip
    if customers.index.name != "customer_id":
        raise ValueError(
            f"{name}() needs customers indexed by customer_id: "
            "set_index('customer_id') first."
        )
    wanted.keys(customers.index, name, "the index of customers", once=True)
    orders = wanted.table(
        orders, name, "orders", keys="customer_id", dates="date",
        numbers=["amount", "goods_cost", "handling_cost"], empty=True,
    )  # fmt: skip
    paid = ["cost", "compensation"]
    cases = wanted.table(
        cases, name, "cases", keys="customer_id", dates="opened", numbers=paid,
        gaps=paid, empty=True,
    )  # fmt: skip
    for frame, what in [(orders, "orders"), (cases, "cases")]:
        wanted.same_ids(frame["customer_id"], customers.index, name,
                        (what, "customers"))  # fmt: skip
    return customers, orders, cases
