"""Appendix A1: exports of shops' programs, their traps, and the lesson on any log.

What the exports say is derived a second way here, line by line in plain Python, and a
third way from the book of whoever made them.
"""

import csv
from collections import defaultdict
from datetime import datetime, timedelta
from importlib.util import find_spec
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from figure_checks import assert_told

from crmlab import datasets
from crmlab import value as va
from crmlab.datasets import DataError, read_lines, read_orders, sales_only, samples
from crmlab.datasets.sales import take_off_returns
from crmlab.datasets.samples.making import MADE
from crmlab.figures import own_orders as draw

LESSON = Path(__file__).parents[1] / "notebooks" / "A1_your_own_orders.ipynb"
(LIFETIMES,) = find_spec("lifetimes").submodule_search_locations
CDNOW = Path(LIFETIMES, "datasets", "CDNOW_sample.txt")
READ = {
    "web_shop": {
        "sep": ";", "decimal": ",", "thousands": ".", "zone": "Asia/Shanghai",
        "customer": "Customer no.", "date": "Placed at", "order": "Invoice",
        "item": "Article", "amount": "Unit price", "quantity": "Quantity",
    },
    "till": {
        "encoding": "gb18030", "skiprows": 3, "order": "小票号", "date": "时间",
        "customer": "会员卡", "item": "商品", "amount": "金额", "note": "备注",
    },
    "cdnow": {
        "sep": r"\s+", "header": None, "customer": "customer", "date": "date",
        "amount": "amount", "names": ["master", "customer", "date", "cds", "amount"],
    },
}  # fmt: skip
RULES = {
    "web_shop": {"cancelled": "C"},
    "till": {"void": "作废", "nobody": ["8800001"]},
    "cdnow": {},
}
PATHS = {name: samples.export(name) for name in samples.NAMES} | {"cdnow": CDNOW}
LOGS = pytest.mark.parametrize("name", PATHS)
SAMPLES = pytest.mark.parametrize("name", samples.NAMES)


def lines_of(name):
    return read_lines(PATHS[name], **READ[name])


@pytest.fixture(scope="module")
def shop():
    return lines_of("web_shop")


@pytest.fixture(scope="module")
def till():
    return lines_of("till")


# --- a second way, without pandas


def rows_of(name):
    """Cells of each line of a file that has a heading or names of its own."""
    text = PATHS[name].read_bytes()
    if name == "cdnow":
        return [line.split() for line in text.decode().splitlines() if line.strip()]
    if name == "web_shop":
        lines = text.decode("utf-8").removeprefix("\ufeff").splitlines()
        return list(csv.reader(lines[1:], delimiter=";"))
    return list(csv.reader(text.decode("gb18030").splitlines()[4:]))


def by_hand(name):
    """What each known customer bought, returns taken off, and orders, in plain Python.

    Returns ({customer: amount}, number of orders with something in them).
    """
    kept = []  # customer, article, day, order, amount
    rows = rows_of(name)
    if name == "web_shop":
        void = {row[0].lstrip("C") for row in rows if row[0].startswith("C")}
        for number, at, who, article, pieces, price, _ in rows:
            if who and number.lstrip("C") not in void:
                money = float(price.replace(".", "").replace(",", "."))
                day = datetime.strptime(at, "%Y-%m-%dT%H:%M:%SZ") + timedelta(hours=8)
                kept.append([who, article, day.date(), number, int(pieces) * money])
    if name == "till":
        for number, at, card, article, _, money, note in rows:
            if at and card not in ("", "8800001") and note != "作废":
                day = datetime.strptime(at, "%Y/%m/%d %H:%M").date()
                kept.append([card, article, day, number, float(money)])
    if name == "cdnow":
        for place, (_, who, day, _, money) in enumerate(rows):
            kept.append([who, "", day, place, float(money)])
    kept.sort(key=lambda row: row[2])
    bought = defaultdict(list)
    for row in kept:
        stack = bought[row[0], row[1]]
        if row[4] >= 0:
            stack.append(row)
            row.append(row[4])
            continue
        owed = -row[4]
        for earlier in reversed(stack):
            taken = min(owed, earlier[4])
            owed, earlier[4] = owed - taken, earlier[4] - taken
    sold = [row for row in kept if len(row) == 6 and (row[4] > 0.004 or row[5] == 0)]
    totals = defaultdict(float)
    for row in sold:
        totals[row[0]] += row[4]
    orders = {(row[0], row[2], row[3]) for row in sold}
    return dict(totals), len(orders)


@LOGS
def test_each_customer_s_total_is_that_of_a_second_way(name):
    orders, choices = sales_only(lines_of(name), **RULES[name])
    theirs, count = by_hand(name)
    ours = orders.groupby("customer_id")["amount"].sum()
    assert ours.to_dict() == pytest.approx(theirs, abs=0.01)
    assert len(orders) == count
    checked = read_orders(orders)
    assert checked["amount"].sum() == pytest.approx(sum(theirs.values()))


@SAMPLES
def test_what_stays_is_what_the_book_says(name):
    orders, _ = sales_only(lines_of(name), **RULES[name])
    book = samples.book(name)
    known = book[book["known"]].groupby("customer_id")["amount"].sum()
    ours = orders.groupby("customer_id")["amount"].sum()
    assert set(known.index) >= set(ours.index)  # some sent everything back
    assert ours.sub(known, fill_value=0).abs().max() < 0.01


@LOGS
def test_the_choices_add_up_to_the_file(name):
    lines = lines_of(name)
    orders, choices = sales_only(lines, **RULES[name])
    parts = choices.iloc[1:]
    assert choices["rows"].iloc[0] == len(lines) == parts["rows"].sum()
    assert parts["amount"].sum() == pytest.approx(choices["amount"].iloc[0], abs=0.01)
    assert parts["amount"].iloc[-1] == pytest.approx(orders["amount"].sum())


@SAMPLES
def test_the_sample_exports_are_made_byte_for_byte(name):
    assert MADE[name]()[0] == samples.export(name).read_bytes()


def test_there_is_no_other_sample():
    with pytest.raises(DataError, match="There are: web_shop, till"):
        samples.export("shop")


# --- each trap puts something off


def money(choices, words):
    return choices.loc[choices.index.str.contains(words), "amount"].iloc[0]


def rows(choices, words):
    return choices.loc[choices.index.str.contains(words), "rows"].iloc[0]


def test_an_order_total_is_repeated_and_a_price_is_of_one_piece(shop):
    how = READ["web_shop"] | {"quantity": None}
    as_told = how | {"amount": "Order total"}
    with pytest.raises(DataError, match="'Order total' .* seems to be the order's"):
        read_lines(PATHS["web_shop"], **as_told)
    totals = read_lines(PATHS["web_shop"], **as_told | {"item": None})  # cannot tell
    prices = read_lines(PATHS["web_shop"], **how)
    assert totals["amount"].sum() > 2 * shop["amount"].sum()
    assert prices["amount"].sum() < 0.7 * shop["amount"].sum()
    text = pd.read_csv(PATHS["web_shop"], sep=";", dtype="str")
    log = text.drop_duplicates("Invoice")  # as the refusal says
    keys = {"sep": None, "amount": "Order total", "quantity": None}
    keys = {k: v for k, v in (READ["web_shop"] | keys).items() if v is not None}
    once = read_lines(log, **keys)
    assert once["amount"].sum() == pytest.approx(shop["amount"].sum())


def many(amounts, orders=12):
    """Orders of two articles, both at the amount of their order."""
    log = pd.DataFrame({"order": [n // 2 for n in range(2 * orders)]})
    log["amount"] = log["order"].map(amounts).astype(float)
    articles = ["tea", "cup"] * orders
    return log.assign(customer_id="a", date="2025-06-01", article=articles)


def test_equal_amounts_are_only_a_total_where_articles_and_prices_differ():
    how = {"order": "order", "item": "article"}
    with pytest.raises(DataError, match="each of 12 orders of several articles"):
        read_lines(many(lambda order: 5 + order), **how)
    assert len(read_lines(many(lambda order: 5), **how)) == 24  # a shop of one price
    assert len(read_lines(many(lambda order: 5 + order, 9), **how)) == 18
    tickets = many(lambda order: 5 + order).assign(article="ticket")
    assert len(read_lines(tickets, **how)) == 24
    once = many(lambda order: 5 + order)
    once.loc[0, "amount"] = 99  # a single order whose lines differ
    assert len(read_lines(once, **how)) == 24


def test_a_cancelled_order_goes_with_both_sides(shop):
    _, choices = sales_only(shop, cancelled="C")
    marked = shop["order_id"].str.startswith("C")
    assert rows(choices, "cancelled") == 2 * marked.sum() > 100
    assert money(choices, "cancelled") == pytest.approx(0, abs=0.01)
    orders, _ = sales_only(shop[shop["amount"] > 0])
    assert orders["amount"].sum() > 1.05 * choices["amount"].iloc[-1]


def test_returns_do_not_count_as_shopping(shop):
    orders, _ = sales_only(shop, cancelled="C")
    back = shop.loc[shop["amount"] < 0, "order_id"]
    assert not orders["order_id"].str.partition("-")[2].isin(back).any()
    assert (orders["amount"] >= 0).all()


def test_totals_notes_and_voided_receipts_of_the_till_are_no_sales(till):
    _, choices = sales_only(till, **RULES["till"])
    assert money(choices, "no date") > 180_000  # as much again as was sold
    assert money(choices, "voided") > 5_000
    # The control: what the till printed is all that was sold, to whomever.
    sold = choices["amount"].iloc[0] - money(choices, "no date")
    assert sold - money(choices, "voided") == pytest.approx(money(choices, "no date"))


def test_the_shop_s_own_card_would_be_the_best_customer(till):
    as_it_is, _ = sales_only(till, void="作废")
    totals = as_it_is.groupby("customer_id")["amount"].sum()
    assert totals.idxmax() == "8800001"
    assert totals.max() > 2 * totals.nlargest(2).iloc[1]


def test_receipt_numbers_start_again_each_day(till):
    orders, _ = sales_only(till, **RULES["till"])
    assert till["order_id"].nunique() < 30 < len(orders)
    assert orders["order_id"].is_unique


def test_the_shop_s_day_is_not_the_day_in_utc(shop):
    there = read_lines(PATHS["web_shop"], **READ["web_shop"] | {"zone": None})
    assert (there["date"] != shop["date"]).mean() > 0.1
    assert there["date"].min() < shop["date"].min() == pd.Timestamp("2024-01-01")


def test_guests_are_left_out_and_counted(shop):
    _, choices = sales_only(shop, cancelled="C")
    assert money(choices, "no customer given") > 50_000


# --- returns


def returns(*amounts, item="tea"):
    dates = pd.date_range("2025-06-01", periods=len(amounts))
    return pd.DataFrame(
        {"customer_id": "a", "item": item, "date": dates, "amount": map(float, amounts)}
    )


@pytest.mark.parametrize(
    ("amounts", "left"),
    [
        ([30, 20, -25], [25, 0, 0]),
        ([30, -30, 20], [0, 0, 20]),
        ([-10, 30], [-10, 30]),  # what came back was bought before
        ([30, -40], [0, -10]),
        ([0.3, -0.1, -0.2], [0, 0, 0]),  # no cent is left of rounding
    ],
)
def test_a_return_is_taken_off_the_latest_purchase(amounts, left):
    assert take_off_returns(returns(*amounts)).to_list() == left


def test_a_return_finds_its_article_and_its_customer():
    lines = returns(30, 20, -20).assign(item=["tea", "cup", "tea"])
    assert take_off_returns(lines).to_list() == [10, 20, 0]
    other = returns(30, -20).assign(customer_id=["a", "b"])
    assert take_off_returns(other).to_list() == [30, -20]
    unnamed = returns(30, -20, item=None)
    assert take_off_returns(unnamed).to_list() == [10, 0]


# --- what is wrong is said


def test_a_line_keeps_its_place_and_its_gaps(till):
    assert till.index[0] == 5 and till["date"].iloc[0] == pd.Timestamp("2025-01-01")
    total = till[till["order_id"].eq("日结合计")].iloc[0]
    assert pd.isna(total["date"]) and total["amount"] > 0


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"sep": ","}, "semicolons: pass sep"),
        ({"decimal": ".", "thousands": None}, 'Pass thousands="." and decimal=","'),
        ({"quantity": "Pieces"}, "no column .Pieces. for the number of pieces"),
        ({"customer": "Customer"}, "Did you mean .Customer no."),
        ({"zone": "Shanghai"}, "There is no time zone"),
        ({"zone": 8}, "There is no time zone"),
        ({"date": "Article"}, "No time can be read in 2,063"),
        ({"amount": "Article"}, "amount is not a number in 2,063"),
    ],
)
def test_what_cannot_be_read_is_said(change, said):
    with pytest.raises(DataError, match=said):
        read_lines(PATHS["web_shop"], **READ["web_shop"] | change)


def test_a_wrong_amount_is_a_fault_in_a_sale_and_not_in_a_note(tmp_path):
    log = tmp_path / "log.csv"
    log.write_text("customer_id,date,amount\na,2025-06-01,3.5\n,,see above\n")
    lines = read_lines(log)
    assert lines["amount"].isna().to_list() == [False, True]
    log.write_text("customer_id,date,amount\na,2025-06-01,see above\n")
    with pytest.raises(DataError, match="line 2 .see above"):
        read_lines(log)


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        ({"cancelled": "C"}, 'cancelled= looks .* order="…"'),
        ({"void": "void"}, 'void= looks .* note="…"'),
        ({"nobody": ["a"]}, "No sale is left"),
        ({"nobody": "a"}, "No sale is left"),  # one is as good as a list of one
        ({"nobody": ["b"]}, "nobody='b' finds nothing .* first: a. Mend"),
        ({"nobody": 7}, "nobody='7' finds nothing"),
    ],
)
def test_a_rule_that_cannot_be_meant_is_said(rules, said):
    lines = read_lines(returns(3, 4))
    with pytest.raises(DataError, match=said):
        sales_only(lines, **rules)


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        ({"void": "取销"}, "void='取销' finds nothing .* first: 已完成, 已取消."),
        ({"void": ["已取消", "关闭"]}, "void='关闭' finds nothing"),
        ({"void": [7]}, "void= is 7. It must be"),
        ({"cancelled": ["C"]}, "cancelled= is .'C'.. It must be"),
        ({"cancelled": "D"}, "cancelled='D' finds nothing .* first: C1, 1, 2"),
    ],
)
def test_a_rule_that_finds_nothing_is_said(rules, said):
    states = ["已完成", "已取消", "已完成", "已完成"]
    log = returns(3, 4, 5, 6).assign(state=states, order=["C1", "1", "C1", "2"])
    lines = read_lines(log, note="state", order="order")
    with pytest.raises(DataError, match=said):
        sales_only(lines, **rules)


def test_several_words_may_void_a_line():
    states = ["已完成", "已取消", "交易关闭"]
    lines = read_lines(returns(3, 4, 5).assign(state=states), note="state")
    orders, choices = sales_only(lines, void=["已取消", "交易关闭"])
    assert orders["amount"].to_list() == [3] and money(choices, "voided") == 9


ONCE = """order,who,at,tea,paid,state
7,ann,2025-06-01 09:00,tea,3,paid
7,,,cup,4,
7,,,box,5,
8,,2025-06-01 10:00,tea,6,voided
8,,,cup,7,
9,bob,2025-06-02 09:00,tea,8,paid
9,,2025-06-02 09:00,cup,9,
9,,2025-06-03 09:00,tea,10,paid
sum,,,,52,
,,,,see above,
sum,,,,52,
"""


def test_what_stands_on_an_order_s_first_line_holds_for_all(tmp_path):
    log = tmp_path / "log.csv"
    log.write_text(ONCE)
    how = {"customer": "who", "date": "at", "order": "order", "amount": "paid"}
    lines = read_lines(log, **how, item="tea", note="state")
    assert lines["customer_id"].to_list()[:3] == ["ann"] * 3
    assert lines["customer_id"].iloc[3:5].isna().all()  # a guest's order stays so
    assert lines["customer_id"].iloc[5:7].to_list() == ["bob", "bob"]
    assert pd.isna(lines["customer_id"].iloc[7])  # the number again, on another day
    assert lines["date"].iloc[:8].notna().all() and lines["date"].iloc[8:].isna().all()
    assert lines["note"].to_list()[:5] == ["paid"] * 3 + ["voided"] * 2
    orders, choices = sales_only(lines, void="voided")
    assert orders.groupby("customer_id")["amount"].sum().to_dict() == {
        "ann": 12,
        "bob": 17,
    }
    assert money(choices, "voided") == 13 and money(choices, "no customer given") == 10
    assert money(choices, "no date") == 104
    # A remark on some lines is those lines' own.
    log.write_text(ONCE.replace("03 09:00,tea,10,paid", "03 09:00,tea,10,"))
    lines = read_lines(log, **how, item="tea", note="state")
    assert lines["note"].isna().sum() == 8
    # An amount that cannot be read is a fault on a further line too.
    log.write_text(ONCE.replace("cup,4,", "cup,four,"))
    with pytest.raises(DataError, match="not a number in 1 of 11 rows: line 3 .four"):
        read_lines(log, **how)


@pytest.mark.parametrize(
    ("written", "money"),
    [
        (
            ["￥38.50", "¥ 1280", "12元", "-￥5", "￥-6", "7"],
            [38.5, 1280, 12, -5, -6, 7],
        ),
        (["CNY 3", "3 RMB", "+¥2"], [3, 3, 2]),
        (["$4", "USD 5"], [4, 5]),
    ],
)
def test_one_currency_is_taken_off(written, money):
    log = returns(*range(len(written))).assign(amount=written)
    assert read_lines(log)["amount"].to_list() == money


def test_two_currencies_do_not_add_up():
    log = returns(1, 2, 3).assign(amount=["¥3", "$4", "5"])
    with pytest.raises(DataError, match=r"than ¥ in 1 of 3 rows: row 1 \(\$4\)"):
        read_lines(log)
    marked = log.assign(amount=["€1.299,50", "12,50 €", "3 €"])
    assert read_lines(marked, thousands=".", decimal=",")["amount"].sum() == 1315
    with pytest.raises(DataError, match='Pass thousands="." and decimal=","'):
        read_lines(marked)


def test_other_frames_are_refused():
    with pytest.raises(DataError, match="order_id, note is missing. Read it with"):
        sales_only(returns(3, 4))
    with pytest.raises(DataError, match="item is missing"):
        take_off_returns(returns(3, 4).drop(columns="item"))


def test_an_export_in_two_files_is_the_same_as_in_one(shop):
    half = len(shop) // 2
    again = shop.iloc[half:].set_axis(shop.index[: len(shop) - half])
    parts = sales_only(pd.concat([shop.iloc[:half], again]), cancelled="C")
    for part, whole in zip(parts, sales_only(shop, cancelled="C"), strict=True):
        pd.testing.assert_frame_equal(part, whole)


def test_a_frame_with_dates_and_numbers_is_taken_as_it_is():
    orders, choices = sales_only(read_lines(returns(3, 4)))
    assert orders["amount"].to_list() == [3, 4] and choices["rows"].iloc[0] == 2


def test_a_customer_number_may_be_given_as_a_number():
    lines = read_lines(returns(3, 4).assign(customer_id=["7", "8"]))
    orders, _ = sales_only(lines, nobody=[7])
    assert orders["customer_id"].to_list() == ["8"]


# --- the figures


def test_the_figures_have_title_labels_and_their_numbers_in_words():
    ax = draw.shifts(pd.Series({"totals": 1.03, "guests": -0.15}), title="Off")
    assert_told(ax, "Off", "totals +103.0%; guests −15.0%.")
    curve = va.whale_curve(pd.Series([50.0, 20, 10, 10, 10]))
    ax = draw.spread({"all": curve}, title="Spread")
    assert_told(ax, "Spread", "all: 50.0% from the largest alone, 50.0% from a fifth.")


# --- the lesson, on each log


@pytest.fixture(scope="module")
def first_half():
    """The names that stand when the cells above the settings have run."""
    names = {}
    for cell in cells_of_lesson()[: where_settings()]:
        exec(cell.source, names)
    return names


def cells_of_lesson():
    notebook = nbformat.read(LESSON, as_version=4)
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def where_settings():
    return [cell.id for cell in cells_of_lesson()].index("settings")


@pytest.mark.filterwarnings("error")
@LOGS
def test_the_lesson_runs_on_each_log_with_the_right_totals(name, first_half):
    names = first_half | {"LOG": PATHS[name], "READ": READ[name]}
    names |= {"RULES": RULES[name], "MARGIN": 0.45, "LETTER": 9}
    for cell in cells_of_lesson()[where_settings() + 1 :]:
        exec(cell.source, names)
    theirs, count = by_hand(name)
    assert len(names["orders"]) == count and len(names["rfm"]) == len(theirs)
    assert names["rfm"]["total"].to_dict() == pytest.approx(theirs, abs=0.01)
    last = "1998-07-01" if name == "cdnow" else "2025-07-01"
    assert names["TODAY"] == pd.Timestamp(last)
    largest = sorted(theirs.values(), reverse=True)[: round(0.2 * len(theirs))]
    assert names["top"] == pytest.approx(sum(largest) / sum(theirs.values()))
    curve = va.whale_curve(pd.Series(theirs))["profit"].to_numpy()
    drawn = names["ax"].lines[0].get_ydata()
    assert drawn == pytest.approx(curve)


def test_the_lesson_gives_the_settings_of_all_three_logs():
    """A student copies them from the text: they must be those that are tested."""
    notebook = nbformat.read(LESSON, as_version=4)
    cells = {cell.id: cell.source for cell in notebook.cells}
    blocks = [part.split("```")[0] for part in cells["others"].split("```python\n")[1:]]
    for name, source in zip(PATHS, [cells["settings"], *blocks], strict=True):
        told = {"SHOP": "web_shop", "TILL": "till"}
        exec(source, told)
        assert told["READ"] == READ[name] and told["RULES"] == RULES[name]
        assert told.get("LOG", name) == name


def test_a_path_that_leads_nowhere_is_said():
    with pytest.raises(DataError, match="There is no file"):
        datasets.read_lines("../my_orders.csv")
