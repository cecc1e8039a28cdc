"""Groups told in several columns, as one label."""

import pandas as pd


def as_numbers(groups):
    """One whole number for each customer's group; no label is a label of its own.

    groups  Series, or a frame whose combinations are the groups
    """
    columns = [groups] if isinstance(groups, pd.Series) else [groups[n] for n in groups]
    return groups.groupby(columns, dropna=False, observed=True).ngroup()
