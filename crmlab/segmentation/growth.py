"""Most valuable, most growable and below-zero customers."""

import pandas as pd

from crmlab import wanted

CLASSES = ["MVC", "MGC", "rest", "BZ"]


def growth_possible(margin, share, least=0.05):
    """Margin that customers still give to others: margin × (1/share − 1).

    margin  what each customer brings now, CNY
    share   share of wallet: the part, from 0 to 1, of all that the customer
            spends on such goods that is spent here. Asked in a survey, or guessed from
            like customers who were asked
    least   smaller shares count as this one: who answers "one per cent" is not sure
            enough to be multiplied by a hundred
    Returns a Series, CNY, at least 0. It is what could be won at today's margin, not
    what will be.

    Raises ValueError where a number is a gap, infinite or none, a share is not between
    0 and 1, or a customer of margin has no share.

    >>> growth_possible(pd.Series([300.0, 90.0]), pd.Series([0.75, 0.30])).to_list()
    [100.0, 210.0]

    Source: D. Peppers & M. Rogers, Enterprise One to One (1997), on share of customer.
    """
    name = "growth_possible"
    margin = wanted.numbers(margin, name, "margin")
    share = wanted.matched(margin, share, name, ("margin", "share"))
    share = wanted.numbers(share, name, "share", low=0, high=1)
    wanted.share(least, name, "least", inside=True)
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

    Raises ValueError where a column is missing, has a gap or holds no numbers, a
    customer is there twice, or top is not between 0 and 1.

    >>> three = pd.DataFrame({"value": [90, 5, -9], "growth": [0, 40, 2]})
    >>> value_and_growth(three, top=1 / 3).to_list()
    ['MVC', 'MGC', 'BZ']

    Source: D. Peppers & M. Rogers, Enterprise One to One (1997).
    """
    name = "value_and_growth"
    wanted.share(top, name, "top")
    customers = wanted.table(customers, name, "customers", numbers=[value, growth])
    wanted.keys(customers.index, name, "the index of customers", once=True)
    places = round(top * len(customers))
    found = pd.Series("rest", customers.index, dtype=object, name="class")
    found[customers[value] + customers[growth] < 0] = "BZ"
    for name, column in {"MVC": value, "MGC": growth}.items():
        left = customers.loc[found == "rest", column]
        best = left[left > 0].sort_values(ascending=False, kind="stable").index[:places]
        found[best] = name
    return found.astype(pd.CategoricalDtype(CLASSES, ordered=True))
