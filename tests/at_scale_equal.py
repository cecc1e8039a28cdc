"""What every engine is asked: are its summaries equal to pandas' own?"""

import numpy as np
import pandas as pd
import pytest
from sklearn.base import clone

from crmlab import at_scale as sc
from crmlab import churn, lifetime, satisfaction, segmentation, touchpoints, value
from crmlab.at_scale.door import fetch
from crmlab.datasets import load

DAY = "2025-06-30"  # the first that is not known
LAST = "2025-06-29"
ITEMS = ["satisfied_overall", "value_quality_for_price", "likely_again", "trust_able"]


def alike(found, wished):
    """The same rows by name, whatever the widths of the numbers."""
    pd.testing.assert_frame_equal(
        found, wished, check_dtype=False, check_index_type=False,
        check_column_type=False, check_names=False, check_freq=False, rtol=1e-9,
    )  # fmt: skip


def shards_of(name, folder, count=3, columns=None):
    """A table of the default company as so many Parquet files."""
    table = load(name)
    table = table[columns] if columns else table
    place = folder / name
    place.mkdir()
    edges = np.linspace(0, len(table), count + 1).astype(int)
    for shard in range(count):
        part = table.iloc[edges[shard] : edges[shard + 1]]
        part.to_parquet(place / f"part-{shard:02}.parquet", index=False)
    return place


def orders():
    table = load("orders")
    costs = table["goods_cost"] + table["handling_cost"]
    return table.assign(margin=table["amount"] - costs)


class Equal:
    """What is asked of every engine; a subclass gives the fixture ``con``."""

    @pytest.fixture(scope="class")
    @classmethod
    def opened(cls, con, tmp_path_factory):
        """Tables of the default company, as the engine opens them from Parquet."""
        folder = tmp_path_factory.mktemp("company")
        names = ["orders", "touchpoints", "kano", "survey", "save_offer_trial"]
        tables = {n: sc.open_shards(shards_of(n, folder), con) for n in names}
        table = tables["orders"]
        costs = table["goods_cost"] + table["handling_cost"]
        return tables | {"orders": table.mutate(margin=table["amount"] - costs)}

    @pytest.mark.parametrize("amount", ["amount", "margin"])
    def test_rfm(self, opened, amount):
        found = sc.rfm(opened["orders"], DAY, amount=amount)
        alike(found, segmentation.rfm(orders(), DAY, amount=amount))
        assert list(found.index) == sorted(found.index)

    def test_shard_by_shard_is_as_the_whole(self, con, tmp_path):
        mine = orders().sort_values("customer_id", kind="stable")  # nobody in two
        half = mine["customer_id"] < "C003000"
        for shard, part in enumerate([mine[half], mine[~half]]):
            part.to_parquet(tmp_path / f"part-{shard}.parquet", index=False)
        found = [sc.rfm(shard, DAY) for shard in sc.each_shard(tmp_path, con)]
        assert len(found) == 2
        alike(pd.concat(found), segmentation.rfm(orders(), DAY))

    @pytest.mark.parametrize("amount", [None, "margin"])
    def test_repeat_summary(self, opened, amount):
        found = sc.repeat_summary(opened["orders"], "2025-03-31", amount=amount)
        alike(found, lifetime.rfm_summary(orders(), "2025-03-31", amount=amount))

    def test_triples_and_the_model_that_is_fitted_on_them(self, opened):
        found = sc.repeat_triples(opened["orders"], LAST)
        whole = lifetime.rfm_summary(orders(), LAST)
        counted = whole.groupby(["frequency", "recency", "T"]).size()
        alike(found, counted.rename("n").reset_index())
        small = lifetime.BetaGeoModel().fit(found)
        large = lifetime.BetaGeoModel().fit(whole)
        assert small.n_ == large.n_ == 6000
        np.testing.assert_allclose(small.params_, large.params_, rtol=1e-6)

    @pytest.mark.parametrize("period", [91, 30])
    def test_cohort_triangle(self, opened, period):
        found = sc.cohort_triangle(opened["orders"], DAY, period)
        alike(found, churn.cohort_triangle(load("orders"), DAY, period))

    def test_spread_of_what_customers_leave(self, opened):
        by_customer = sc.by_customer(sc.by_day(opened["orders"], amount="margin"))
        margin = orders().groupby("customer_id")["margin"].sum()
        assert sc.gini(by_customer) == pytest.approx(value.gini(margin), abs=1e-9)
        whole = value.whale_curve(margin)
        found = sc.whale_curve(by_customer, points=100)
        places = (found["customers"] * len(margin)).round().astype(int)
        alike(found, whole.iloc[places].reset_index(drop=True))
        lost = sc.below_zero(by_customer)
        exact = margin.round(4)
        assert lost["below_zero"] == (exact < 0).sum() > 0
        assert lost["lost"] == pytest.approx(exact[exact < 0].sum(), abs=1e-6)
        assert lost["total"] == pytest.approx(margin.sum(), abs=1e-6)

    def test_transitions(self, opened):
        visits = touchpoints.visits(load("touchpoints"))
        wished = touchpoints.transitions(visits["path"], visits["ordered"])
        alike(sc.transitions(opened["touchpoints"]), wished)

    def test_kano_counts(self, opened):
        kano = load("kano")
        letters = satisfaction.kano_category(kano["functional"], kano["dysfunctional"])
        wished = satisfaction.kano_counts(letters, kano["feature"])
        alike(sc.kano_counts(opened["kano"]), wished)

    def test_covariance(self, opened):
        found = sc.covariance(opened["survey"], ITEMS)
        whole = load("survey")[ITEMS].dropna()
        alike(found[ITEMS], whole.cov())
        np.testing.assert_allclose(found["mean"], whole.mean())
        assert (found["n"] == len(whole)).all()

    def test_a_path_model_takes_the_covariances_for_the_answers(self, opened):
        blocks = {"quality": ITEMS[1::2], "satisfaction": ITEMS[::2]}
        model = satisfaction.PathModel([("quality", "satisfaction")], blocks)
        whole = clone(model).fit(load("survey"))
        small = clone(model).fit(sc.stand_ins(sc.covariance(opened["survey"], ITEMS)))
        assert small.rows_["given"] == len(ITEMS) + 1 < whole.rows_["used"]
        for name in ("weights_", "loadings_", "between_", "r2_", "paths_", "blocks_"):
            alike(*(pd.DataFrame(getattr(m, name)) for m in (small, whole)))

    def test_offer_gain(self, opened):
        table = opened["save_offer_trial"]
        table = table.mutate(silent=table["days_since_order"] > 100)
        names = {"treated": "offered", "outcome": "risk_score"}
        trial = load("save_offer_trial")
        silent = trial["days_since_order"] > 100
        wished = segmentation.offer_gain(trial, silent, **names)
        alike(sc.offer_gain(table, "silent", **names), wished)

    def test_nights_add_up_to_the_whole(self, opened):
        table = opened["orders"]
        late = table["order_id"].substr(7, 1) == "3"  # delivered the night after
        cut = table["date"] < pd.Timestamp("2025-06-01").to_pydatetime()
        first = sc.by_day(table.filter(cut & ~late))
        second = sc.by_day(table.filter(~cut | late))
        both = sc.by_customer(sc.add_night(first, second)).order_by("customer_id")
        whole = sc.by_customer(sc.by_day(table)).order_by("customer_id")
        both, whole = fetch(both), fetch(whole)
        alike(both.drop(columns=["total", "at_first"]), whole[both.columns[:4]])
        assert (both["total"] == whole["total"]).all()  # to the last digit

    def test_an_order_counts_once(self, opened):
        table = opened["orders"].select("order_id", "customer_id", "date", "amount")
        again = table.filter(table["customer_id"] < "C001000")
        twice = table.union(again)
        assert fetch(sc.once(twice).count()) == len(load("orders"))
        other = table.union(again.mutate(amount=again["amount"] + 1))
        with pytest.raises(ValueError, match="rows of one order differ"):
            sc.once(other)
