"""Most valuable, most growable and below-zero customers."""

import pandas as pd

from crmlab import wanted

CLASSES = ["MVC", "MGC", "rest", "BZ"]


def growth_possible(margin, share, least=0.05):
    """Margin that customers still give to others: margin × (1/share − 1).

    margin  what each customer brings now, CNY
    share   share of wallet: the part, above 0 and up to 1, of all that the customer
            spends on such goods that is spent here. Asked in a survey, or guessed from
            like customers who were asked
    least   smaller shares count as this one: who answers "one per cent" is not sure
            enough to be multiplied by a hundred
    Returns a Series, CNY, at least 0. It is what could be won at today's margin, not
    what will be.

    >>> growth_possible(pd.Series([300.0, 90.0]), pd.Series([0.75, 0.30])).to_list()
    [100.0, 210.0]

    Source: D. Peppers & M. Rogers, Enterprise One to One (1997), on share of customer.
    """
    wanted.same_customers(margin, share, "growth_possible", ("margin", "share"))
    share = share.loc[margin.index]
    wanted.complete(share, "growth_possible", "share")
    if not share.between(0, 1).all():
        raise ValueError(
            "growth_possible() needs shares between 0 and 1; divide per cent by 100."
        )
    elsewhere = margin * (1 / share.clip(lower=least) - 1)
    return elsewhere.clip(lower=0).round(9).rename("growth")


def value_and_growth(customers, value="value", growth="growth", top=0.2):
    """MVC, MGC, BZ or rest (Peppers & Rogers 1997).

    customers  frame, one row a customer, with the two columns named by
    value      margin now, after the cost of serving the customer, CNY
    growth     margin that could be won beyond that, CNY
    top        share of the customers that the first two classes hold each
    Returns an ordered categorical Series:
        BZ    below zero: value + growth is below 0, and will not pay however it grows
        MVC   most valuable: of the others, the top share by value
        MGC   most growable: of those left, the top share by growth
        rest  everybody else

    >>> three = pd.DataFrame({"value": [90, 5, -9], "growth": [0, 40, 2]})
    >>> value_and_growth(three, top=1 / 3).to_list()
    ['MVC', 'MGC', 'BZ']

    Source: D. Peppers & M. Rogers, Enterprise One to One (1997).
    """
    wanted.columns(customers, [value, growth], "value_and_growth", "customers")
    wanted.complete(customers[[value, growth]], "value_and_growth", "customers")
    places = round(top * len(customers))
    found = pd.Series("rest", customers.index, dtype=object, name="class")
    found[customers[value] + customers[growth] < 0] = "BZ"
    for name, column in {"MVC": value, "MGC": growth}.items():
        left = customers.loc[found == "rest", column]
        best = left[left > 0].sort_values(ascending=False, kind="stable").index[:places]
        found[best] = name
    return found.astype(pd.CategoricalDtype(CLASSES, ordered=True))
