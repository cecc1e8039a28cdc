"""The till's export: one row a line of a receipt, in the shop's own language.

It is written in GB18030, with three title lines above the heading. Receipt numbers
start again each morning. Among the lines stand the cashiers' notes at the change of
shifts and, at closing, the day's total. A voided receipt stays, with a note. One
cashier swipes a card of the shop's own for customers who have none.
"""

import numpy as np
import pandas as pd

ITEMS = {
    "龙井 50克": 68.0,
    "茉莉花茶 100克": 36.0,
    "红茶 100克": 42.0,
    "堂饮一壶": 58.0,
    "茶点": 22.0,
    "盖碗": 120.0,
}
LIKED = [0.14, 0.2, 0.18, 0.24, 0.2, 0.04]
TITLE = ["老码头茶行 一号收银台", "导出日期:2025-07-01 08:00", ""]
HEADING = ["小票号", "时间", "会员卡", "商品", "数量", "金额", "备注"]
TOTAL, VOID, BACK, FREE = "日结合计", "作废", "退货", "赠送试饮"
SHIFT, WISH = "交接班:王→李", '"客人要求分装,慢慢包"'
OWN_CARD = "8800001"
FIRST, DAYS = pd.Timestamp("2025-01-01"), 181
CLOSED = pd.date_range("2025-01-28", "2025-02-03")  # Spring Festival
MEMBERS, A_DAY = 120, 9
STOPS, HAS_CARD, SHARED, VOIDED, RETURNED = 0.2, 0.55, 0.45, 0.03, 0.03


def make():
    """The export's bytes, and the book of what was really sold."""
    rng = np.random.default_rng([2025, 2])
    weight = rng.gamma(0.8, 1, MEMBERS)
    here = rng.uniform(0, DAYS, MEMBERS) * (rng.random(MEMBERS) < 0.5)
    until = np.where(rng.random(MEMBERS) < STOPS, rng.uniform(0, DAYS, MEMBERS), DAYS)
    open_days = pd.date_range(FIRST, periods=DAYS).difference(CLOSED)
    days, due = [], []
    for day in open_days:
        at = (day - FIRST).days
        chance = weight * (here <= at) * (until >= at)
        receipts = _day(day, chance / chance.sum(), rng)
        back_today = [line for line in due if line["back"] == day]
        receipts += [_return(line) for line in back_today]
        days.append(_numbered(receipts))
        due += _to_come_back(days[-1], rng)
    lines = pd.DataFrame([line for day in days for line in day])
    return _written(lines), _book(lines)


def _day(day, chance, rng):
    """The receipts of a day, each a list of lines."""
    receipts = []
    for _ in range(rng.poisson(A_DAY)):
        at = day + pd.Timedelta(minutes=int(rng.integers(9 * 60, 20 * 60)))
        card = who = ""
        if rng.random() < HAS_CARD:
            card = who = f"88{1000 + 13 * rng.choice(MEMBERS, p=chance):05d}"
        elif day.day_of_week in (1, 3, 5) and rng.random() < SHARED:
            card = OWN_CARD
        kinds = rng.choice(len(ITEMS), 1 + rng.binomial(2, 0.35), False, p=LIKED)
        receipt = []
        for kind in kinds:
            item, pieces = list(ITEMS)[kind], int(1 + rng.poisson(0.4))
            line = {"at": at, "card": card, "who": who, "item": item, "pieces": pieces}
            line |= {"amount": pieces * ITEMS[item], "note": "", "void": False}
            receipt.append(line)
        luck = rng.random()
        if luck < 0.04:
            cup = {"item": "茶点", "pieces": 1, "amount": 0.0, "note": FREE}
            receipt.append(line | cup)
        elif luck < 0.08:
            receipt[0]["note"] = WISH
        receipts.append(receipt)
        if rng.random() < VOIDED:  # rung up wrongly, then once more
            wrong = [line | {"note": VOID, "void": True} for line in receipt]
            receipts.insert(-1, wrong)
    return receipts


def _return(line):
    """The receipt with which a line comes back."""
    at = line["back"] + pd.Timedelta(hours=20, minutes=30)
    less = {"pieces": -line["pieces"], "amount": -line["amount"], "at": at}
    return [line | less | {"note": BACK, "of": line["id"], "back": None}]


def _numbered(receipts):
    """Number the receipts from 1 in the order of their times; all lines in one list."""
    receipts = sorted(receipts, key=lambda receipt: receipt[0]["at"])
    lines = []
    for number, receipt in enumerate(receipts, start=1):
        for place, line in enumerate(receipt):
            day = line["at"].normalize()
            line |= {"receipt": f"{number:03d}", "day": day}
            line.setdefault("of", None)
            lines.append(line | {"id": f"{day:%m%d}-{number}-{place}"})
    return lines


def _to_come_back(lines, rng):
    """Packed goods of members that will be brought back, with the day on which."""
    found = []
    for line in lines:
        packed = line["item"] in list(ITEMS)[:3] and line["amount"] > 0
        if packed and line["who"] and not line["void"] and rng.random() < RETURNED:
            back = line["day"] + pd.Timedelta(days=int(rng.integers(2, 9)))
            if back not in CLOSED:
                found.append(line | {"back": back})
    return found


def _written(lines):
    """The file: receipts by time, the shift's note, and each day's total."""
    text = [*TITLE, ",".join(HEADING)]
    for _, day in lines.groupby("day"):
        noted = False
        for line in day.to_dict("records"):
            if line["at"].hour >= 15 and not noted:
                text.append(f",,,,,,{SHIFT}")
                noted = True
            at = line["at"]
            when = f"{at.year}/{at.month}/{at.day} {at:%H:%M}"
            parts = [line["receipt"], when, line["card"], line["item"]]
            parts += [str(line["pieces"]), f"{line['amount']:.2f}", line["note"]]
            text.append(",".join(parts))
        total = day.loc[~day["void"], "amount"].sum()
        text.append(f"{TOTAL},,,,,{total:.2f},")
    return "\r\n".join([*text, ""]).encode("gb18030")


def _book(lines):
    """What was sold and stayed sold, line by line."""
    back = lines.groupby("of")["amount"].sum()
    sold = lines[~lines["void"] & lines["of"].isna()]
    return pd.DataFrame(
        {
            "order_id": sold["day"].dt.strftime("%Y%m%d-") + sold["receipt"],
            "customer_id": sold["who"].replace("", None),
            "known": sold["who"] != "",
            "date": sold["day"],
            "amount": sold["amount"] + sold["id"].map(back).fillna(0),
        }
    ).reset_index(drop=True)
