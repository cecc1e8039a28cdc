"""What was in the papers: rivals' doings that anybody could read of."""

import pandas as pd

from crmlab.company import planted


def news(firm, quarter):
    """What was in the papers about rivals in a quarter: a frame with date and what."""
    week = planted.HISTORY_WEEKS + planted.QUARTER_WEEKS * (quarter - 1)
    first = planted.START + pd.Timedelta(days=7 * week)
    last = first + pd.Timedelta(days=7 * planted.QUARTER_WEEKS - 1)
    plan, words, rows = planted.SCENARIOS, planted.PAPERS, []
    for row in plan[plan["scenario"] == firm.scenario].itertuples():
        if row.change == "rival's shops":
            rival = {"rival": planted.RIVALS[1], "shops": planted.SHOPS_OPENED}
            rows.append(
                (row.first, words["shops opened"], rival | {"region": row.where})
            )
        if row.change == "price cut":
            cut = {"rival": planted.RIVALS[0], "cut": row.size}
            cut["last"] = pd.Timestamp(row.last)
            rows.append((row.first, words["price cut"], cut))
            after = cut["last"] + pd.Timedelta(days=1)
            rows.append((after, words["price cut ends"], cut))
    told = [(pd.Timestamp(day), text.format(**w)) for day, text, w in rows]
    table = pd.DataFrame(told, columns=["date", "what"])
    table["date"] = pd.to_datetime(table["date"])
    table = table[table["date"].between(first, last)]
    return table.sort_values("date", kind="stable", ignore_index=True)
