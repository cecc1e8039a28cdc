"""The house of quality: what customers need, what can be measured, how they hang on."""

import pandas as pd

# Customer needs. attribute: the survey's attribute that the need belongs to; more: how
# much more important (points of 10) and better rated (points of 5) than it. Rivals'
# ratings and the goal are on 1 to 5. Sales point: 1, 1.2 or 1.5 (Akao 1990, Quality
# Function Deployment).
QFD_NEEDS = pd.DataFrame(
    [
        ("fresh", "The tea tastes fresh", "茶味新鲜", "tea", "freshness")
        + (0.3, 0.0, 3.2, 4.5, 4.8, 1.5),
        ("same_taste", "It tastes the same each time", "口味稳定", "tea", "tea_quality")
        + (-0.4, 0.0, 3.6, 4.3, 4.5, 1.0),
        ("on_time", "The parcel comes when promised", "按时送达", "parcel", "delivery")
        + (0.2, -0.1, 4.0, 3.7, 4.4, 1.2),
        ("undamaged", "Nothing is broken or wrong", "完好无误", "parcel", "delivery")
        + (-0.1, 0.4, 3.3, 4.2, 4.5, 1.0),
        ("fair_price", "The price is fair", "价格公道", "price", "price")
        + (0.0, 0.0, 4.4, 2.6, 3.8, 1.0),
        ("good_advice", "Staff know their tea", "懂茶的建议", "people", "staff")
        + (0.2, 0.0, 2.6, 4.4, 4.5, 1.2),
        ("quick_answer", "Somebody answers quickly", "响应迅速", "people", "staff")
        + (0.0, -0.4, 4.2, 3.2, 4.3, 1.0),
        ("easy_order", "Ordering takes a minute", "下单方便", "ordering", "website")
        + (0.0, 0.0, 4.2, 3.1, 4.2, 1.0),
        ("fine_present", "It looks a fine present", "送礼体面", "parcel", "packaging")
        + (0.0, 0.0, 2.4, 4.6, 4.4, 1.2),
        ("put_right", "Mistakes are put right", "及时补救", "people", "complaints")
        + (0.1, 0.0, 2.7, 3.7, 4.2, 1.2),
    ],
    columns=["need", "name", "name_zh", "theme", "attribute", "more_important"]
    + ["better_rated", "jade_leaf", "mountain_house", "goal", "sales_point"],
).set_index("need")
QFD_THEMES = ["tea", "parcel", "price", "people", "ordering"]

# Rivals are as in the table of rivals: one cheap and quick, one fine and personal.
# Technical measures: current values at the company (empty where they come from its
# operations of the last half-year), rivals' values, target, cost of reaching it (CNY).
QFD_MEASURES = pd.DataFrame(
    [
        ("pack_age", "Days from packing to the customer", "包装到送达天数", "days")
        + ("lower", 38, 52, 24, 20, 12, 60, 4, 260_000),
        ("oxygen", "Oxygen left in the pack", "包装残氧量", "per cent")
        + ("lower", 2.4, 4.5, 1.2, 0.8, 0.3, 6, 3, 140_000),
        ("batch_spread", "Spread of taste scores by batch", "批次口味差异", "points")
        + ("lower", 0.9, 1.0, 0.6, 0.5, 0.3, 2, 4, 120_000),
        ("late_share", "Parcels that come late", "迟到包裹比例", "per cent")
        + ("lower", None, 8.5, 5.0, 4.0, 1, 15, 3, 210_000),
        ("fault_share", "Orders with a fault", "问题订单比例", "per cent")
        + ("lower", None, 3.0, 1.4, 1.0, 0.2, 6, 3, 170_000),
        ("answer_time", "Wait in shops and on the phone", "平均等候时间", "minutes")
        + ("lower", None, 2.0, 6.0, 2.0, 0.5, 15, 2, 130_000),
        ("training", "Staff training in a year", "员工年培训时数", "hours")
        + ("higher", 16, 6, 36, 32, 0, 60, 2, 90_000),
        ("order_steps", "Taps to place an order", "下单步数", "taps")
        + ("lower", 9, 6, 12, 5, 3, 15, 2, 60_000),
        ("price_index", "Price of a basket, 100 is ours", "价格指数", "index")
        + ("lower", 100, 90, 116, 96, 80, 140, 5, 400_000),
        ("gift_score", "Panel's score for the packs", "包装评分", "points")
        + ("higher", 7.4, 5.2, 8.9, 8.5, 1, 10, 2, 80_000),
        ("settled_share", "Complaints settled well", "投诉妥善解决率", "per cent")
        + ("higher", None, 30, 58, 70, 0, 100, 2, 110_000),
    ],
    columns=["measure", "name", "name_zh", "unit", "direction", "lantern"]
    + ["jade_leaf", "mountain_house", "target", "least", "most", "difficulty", "cost"],
).set_index("measure")
QFD_MEASURES = QFD_MEASURES.astype({"most": float, "cost": float})

# How strongly a measure decides a need: 9 strongly, 3 somewhat, 1 a little, 0 not.
# Columns in the order of the measures.
QFD_RELATIONS = pd.DataFrame(
    [
        [9, 9, 3, 1, 1, 0, 0, 0, 0, 0, 0],  # fresh
        [3, 1, 9, 0, 1, 0, 1, 0, 0, 0, 0],  # same_taste
        [1, 0, 0, 9, 1, 0, 0, 0, 0, 0, 1],  # on_time
        [0, 1, 0, 1, 9, 0, 1, 0, 0, 3, 3],  # undamaged
        [0, 0, 1, 0, 0, 0, 0, 0, 9, 1, 0],  # fair_price
        [0, 0, 1, 0, 0, 1, 9, 0, 0, 0, 1],  # good_advice
        [0, 0, 0, 1, 0, 9, 3, 1, 0, 0, 3],  # quick_answer
        [0, 0, 0, 0, 0, 3, 0, 9, 0, 0, 0],  # easy_order
        [0, 0, 0, 1, 3, 0, 1, 0, 0, 9, 0],  # fine_present
        [0, 0, 0, 1, 3, 3, 3, 0, 0, 0, 9],  # put_right
    ],
    index=QFD_NEEDS.index,
    columns=QFD_MEASURES.index,
)
# The roof: moving both in their wanted direction helps (2, 1) or hurts (-1, -2).
QFD_ROOF = [
    ("pack_age", "oxygen", 1),
    ("pack_age", "late_share", 1),
    ("pack_age", "batch_spread", -1),
    ("pack_age", "price_index", -1),
    ("oxygen", "fault_share", 1),
    ("oxygen", "price_index", -1),
    ("batch_spread", "fault_share", 1),
    ("batch_spread", "price_index", -2),
    ("late_share", "price_index", -1),
    ("fault_share", "settled_share", 1),
    ("fault_share", "training", 1),
    ("answer_time", "training", -1),
    ("answer_time", "order_steps", 1),
    ("answer_time", "settled_share", 2),
    ("training", "settled_share", 2),
    ("gift_score", "price_index", -2),
    ("gift_score", "fault_share", 1),
]
