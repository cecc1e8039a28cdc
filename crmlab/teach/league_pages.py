"""The league as pages: the standings, and a page for each team."""

from base64 import b64encode
from html import escape
from io import BytesIO
from typing import NamedTuple

import matplotlib.pyplot as plt
import pandas as pd

from crmlab.figures import alt_text
from crmlab.figures.game import standings
from crmlab.game.league import Field, policy_files, ranked
from crmlab.game.policy_file import fits

STYLE = (
    "body{font:16px/1.5 sans-serif;max-width:60em;margin:2em auto;padding:0 1em;"
    "color:#222;background:#fff}table{border-collapse:collapse;margin:.5em 0}"
    "td,th{padding:.25em .6em;text-align:left;border-bottom:1px solid #ccc}"
    "img{max-width:100%;height:auto}"
)
TEXT = {
    "league": "The league: seed {seed}, {scenario} year",
    "about": (
        "Each team's policy was played on a company that no team had seen, with "
        "{lucks} lucks that are the same for all. Gain: profit of the year and "
        "customer equity at its end, above doing nothing. The budget is ¥{budget:,.0f}."
    ),
    "heads": ("Place", "Team", "Gain, ¥", "Least to most, ¥", "Planned cost, ¥"),
    "none": "No file could be scored.",
    "faults": "Without a score",
    "fault_heads": ("Team", "What is wrong"),
    "team": "{team}: place {place} of {of}",
    "no_place": "{team}: no score",
    "gain": (
        "The year brought ¥{both_gain} above doing nothing: ¥{profit_gain} of profit "
        "and ¥{equity_gain} of equity. With {lucks} lucks it was ¥{least} to ¥{most}."
    ),
    "why": "Why, in the team's words: {why}",
    "plan": "The plan",
    "plan_heads": ("Row", "Quarters", "Group", "Customers who fit", "Levers"),
    "where": "Where the money goes",
    "lever_heads": ("Lever", "House policy, ¥", "This plan, ¥"),
    "all": "all levers",
    "quarters": "By quarter",
    "quarter_heads": ("Quarter", "Profit above doing nothing, ¥"),
    "groups": "By group of customers",
    "group_heads": ("Group", "Profit, ¥", "Equity, ¥", "Both, ¥"),
    "back": "Back to the league",
}

ORDER = ["profit", "equity", "both"]  # of a group, above doing nothing


class Played(NamedTuple):
    """A league: its table, and its pages by file name, index.html the first."""

    table: pd.DataFrame
    pages: dict


def play(folder, seed, scenario="quiet"):
    """Play the policy files of a folder; in, and errors, as `crmlab.game.league`.

    Returns a `Played`. The pages need nothing but each other, and nothing that a team
    wrote is more than text there.
    """
    files = policy_files(folder)
    field = Field(seed, scenario)
    return played(field, field.play(files), seed)


def played(field, results, seed):
    """The table and the pages of a `Field` and its files' results."""
    table = ranked(results)
    by_file = {one.file: one for one in results}
    names = {file: f"team_{n:03d}.html" for n, file in enumerate(table["file"], 1)}
    pages = {"index.html": _index(field, table, names, seed)}
    for row in table.itertuples():
        pages[names[row.file]] = _team(field, table, row, by_file[row.file])
    return Played(table, pages)


def lines(table):
    """A line a team for the terminal, the best first."""
    for row in table.itertuples():
        place = "–" if row.said else row.place
        said = row.said or f"¥{_money(row.both_gain)}"
        line = f"{place:>4}  {row.team:<24}  {said}"
        yield "".join(letter if letter.isprintable() else " " for letter in line)


def _index(field, table, names, seed):
    """The standings, and what is wrong with the files that have no score."""
    scored, bad = table[table["said"] == ""], table[table["said"] != ""]
    about = {"lucks": len(field.lucks), "budget": field.game.budget}
    parts = [f"<p>{TEXT['about'].format(**about)}</p>"]
    rows = [
        (
            row.place,
            f'<a href="{names[row.file]}">{escape(row.team)}</a>',
            _money(row.both_gain),
            f"{_money(row.least)} to {_money(row.most)}",
            _money(row.planned),
        )
        for row in scored.itertuples()
    ]
    if rows:
        parts += [_table(TEXT["heads"], rows), _image(standings(table))]
    else:
        parts.append(f"<p>{TEXT['none']}</p>")
    if len(bad):
        said = [
            (f'<a href="{names[row.file]}">{escape(row.team)}</a>', escape(row.said))
            for row in bad.itertuples()
        ]
        parts += [f"<h2>{TEXT['faults']}</h2>", _table(TEXT["fault_heads"], said)]
    title = TEXT["league"].format(seed=seed, scenario=field.game.scenario)
    return _page(title, parts)


def _team(field, table, row, one):
    """A team's page: what came of its file, and its plan."""
    words = {"team": one.team, "place": row.place, "of": (table["said"] == "").sum()}
    title = TEXT["no_place" if one.said else "team"].format(**words)
    parts = [f'<p><a href="index.html">{TEXT["back"]}</a></p>']
    if one.why:
        parts.append(f"<p>{escape(TEXT['why'].format(why=one.why))}</p>")
    parts += [f"<p>{escape(one.said)}</p>"] if one.said else _brought(row, one)
    if one.rows:
        plan = [
            (number, *_row(field, taken)) for number, taken in enumerate(one.rows, 1)
        ]
        parts += [f"<h2>{TEXT['plan']}</h2>", _table(TEXT["plan_heads"], plan)]
    if one.cost is not None:
        house = field.house
        costs = [(n, _money(house[n]), _money(x)) for n, x in one.cost.sum().items()]
        costs += [(TEXT["all"], _money(house.sum()), _money(one.cost.sum().sum()))]
        parts += [f"<h2>{TEXT['where']}</h2>", _table(TEXT["lever_heads"], costs)]
    return _page(title, parts)


def _brought(row, one):
    """What the year brought: in all, by group and by quarter."""
    money = {
        name: _money(getattr(row, name))
        for name in ("both_gain", "profit_gain", "equity_gain", "least", "most")
    }
    said = TEXT["gain"].format(lucks=len(one.gains), **money)
    groups = one.groups.sort_values("both", ascending=False)
    groups = [
        (escape(str(name)), *map(_money, money))
        for name, *money in groups[ORDER].itertuples()
    ]
    quarters = [(quarter, _money(x)) for quarter, x in one.quarters.items()]
    return [
        f"<p>{said}</p>",
        f"<h2>{TEXT['groups']}</h2>",
        _table(TEXT["group_heads"], groups),
        f"<h2>{TEXT['quarters']}</h2>",
        _table(TEXT["quarter_heads"], quarters),
    ]


def _row(field, row):
    """A row of the plan: quarters, group, how many fit today, levers in words."""
    levers = ", ".join(f"{lever} {value}" for lever, value in row["levers"].items())
    fit = f"{fits(row['where'], field.facts).sum():,}"
    return " ".join(map(str, row["quarters"])), escape(row["group"]), fit, levers


def _money(value):
    return f"{value:,.0f}".replace("-", "−")


def _table(heads, rows):
    head = "".join(f'<th scope="col">{word}</th>' for word in heads)
    body = "".join(
        "<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _image(ax):
    """A figure as a picture that carries its words."""
    content, figure = BytesIO(), ax.get_figure()
    figure.savefig(content, format="png", metadata={"Software": None})
    plt.close(figure)
    data = b64encode(content.getvalue()).decode()
    return f'<img alt="{escape(alt_text(ax))}" src="data:image/png;base64,{data}">'


def _page(title, parts):
    title = escape(title)
    head = f'<meta charset="utf-8"><title>{title}</title><style>{STYLE}</style>'
    body = "\n".join([f"<body><main><h1>{title}</h1>", *parts, "</main></body>"])
    return f'<!doctype html><html lang="en"><head>{head}</head>{body}</html>'
