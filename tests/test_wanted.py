"""The one door: what passes, how it comes out, and what is said of the rest."""

import numpy as np
import pandas as pd
import pytest

from crmlab import wanted

DAYS = pd.Series(pd.to_datetime(["2024-01-01 23:30", "2024-01-02 00:00"]))
FRAME = pd.DataFrame({"who": ["a", "b"], "paid": [1.5, 2.0], "day": DAYS})


@pytest.mark.parametrize(
    ("given", "dtype"),
    [
        (pd.Series([1, 0]), "int64"),
        (pd.Series([1, 0], dtype="uint8"), "int64"),
        (pd.Series([1, 0], dtype="Int64"), "int64"),
        (pd.Series([1, 0], dtype="category"), "int64"),
        (pd.Series([True, False]), "int64"),
        (pd.Series([1, 0], dtype="float32"), "float64"),
        (pd.Series([1, 0], dtype="Float64"), "float64"),
        ([1, 0], "int64"),
        (np.array([1.0, 0.0]), "float64"),
    ],
)
def test_numbers_of_any_type_come_out_as_plain_ones(given, dtype):
    found = wanted.numbers(given, "f", "it")
    assert found.dtype == dtype and found.to_list() == [1, 0]


def test_gaps_stay_gaps_where_there_may_be_any():
    given = pd.Series([1, None], dtype="Int64", index=list("ab"), name="n")
    found = wanted.numbers(given, "f", "it", gaps=True)
    expected = pd.Series([1.0, np.nan], index=list("ab"), name="n")
    pd.testing.assert_series_equal(found, expected)


@pytest.mark.parametrize(
    "given",
    [
        pd.Series([True, False]),
        pd.Series([True, False], dtype="boolean"),
        pd.Series([True, False], dtype=object),
        pd.Series([True, False], dtype="category"),
        pd.Series([1, 0]),
        pd.Series([1.0, 0.0]),
        [True, False],
    ],
)
def test_flags_of_any_type_come_out_as_true_and_false(given):
    found = wanted.flags(given, "f", "it")
    assert found.dtype == bool and found.to_list() == [True, False]


@pytest.mark.parametrize("zone", [None, "UTC", "Asia/Shanghai"])
@pytest.mark.parametrize("unit", ["s", "us", "ns"])
def test_dates_keep_the_hour_they_show(zone, unit):
    found = wanted.dates(DAYS.dt.as_unit(unit).dt.tz_localize(zone), "f", "it")
    assert found.to_list() == DAYS.to_list()


def test_columns_of_pyarrow_come_out_as_plain_ones():
    pytest.importorskip("pyarrow")  # no part of the course, but students may have it
    for dtype, plain in {"int32": "int64", "double": "float64"}.items():
        given = pd.Series([1, 0], dtype=f"{dtype}[pyarrow]")
        assert wanted.numbers(given, "f", "it").dtype == plain
    flags = wanted.flags(pd.Series([True, False], dtype="bool[pyarrow]"), "f", "it")
    assert flags.dtype == bool
    aware = DAYS.dt.tz_localize("UTC").dt.tz_convert("Asia/Shanghai")
    kept = aware.astype("timestamp[us, tz=Asia/Shanghai][pyarrow]")
    found = wanted.dates(kept, "f", "it")
    assert str(found[0]) == "2024-01-02 07:30:00"  # half past eleven in London


@pytest.mark.parametrize(
    ("kind", "given", "said"),
    [
        ("numbers", pd.Series(["5", "6"]), "text such as '5'.*pandas.to_numeric"),
        ("numbers", pd.Series([5, 6], dtype=object), "as objects, such as 5: turn"),
        ("numbers", DAYS, "dates such as"),
        ("numbers", pd.Series([1.0, np.nan]), "it has 1 empty ones"),
        ("numbers", pd.Series([1, None], dtype="Int64"), "it has 1 empty ones"),
        ("numbers", pd.Series([1.0, -np.inf]), "it has 1 that are infinite"),
        ("numbers", FRAME, "needs a Series for it.*got a DataFrame"),
        ("numbers", None, "needs a Series for it.*got a NoneType"),
        ("numbers", "paid", "needs a Series for it.*got a str"),
        ("flags", pd.Series(["yes", "no"]), "True and False.*text such as 'yes'"),
        ("flags", pd.Series(["True", "False"]), "True and False.*column == 'yes'"),
        ("flags", pd.Series([1, 2]), "numbers such as 1"),
        ("flags", pd.Series([True, None], dtype=object), "1 empty ones.*leave"),
        ("flags", pd.Series([True, None], dtype="boolean"), "1 empty ones"),
        ("flags", pd.Series([1, np.nan]), "1 empty ones"),
        ("dates", pd.Series(["2024-01-01"]), "text such as.*pandas.to_datetime"),
        ("dates", pd.Series([20240101]), "numbers such as 20240101"),
        ("dates", pd.Series(pd.to_datetime(["2024-01-01", None])), "1 empty ones"),
        ("keys", pd.Series([1, "1"]), "of one kind; it holds text and numbers"),
        ("keys", pd.Series(["a", None]), "1 empty ones"),
    ],
)
def test_a_column_that_will_not_do_gets_a_sentence(kind, given, said):
    with pytest.raises(ValueError, match=rf"^f\(\) .*{said}.*\.$"):
        getattr(wanted, kind)(given, "f", "it")


def test_numbers_outside_their_bounds_are_told():
    with pytest.raises(ValueError, match="of 1 or less in it; it has 20 for 1. Divide"):
        wanted.numbers([0.1, 20], "f", "it", low=0, high=1)
    with pytest.raises(ValueError, match="of 0 or more in it; it has -2 for 1.$"):
        wanted.numbers([0.1, -2], "f", "it", low=0)
    with pytest.raises(ValueError, match="above 0 in it; it has 0"):
        wanted.numbers([0.1, 0], "f", "it", above=0)


def test_99_is_told_from_an_answer_off_the_scale():
    assert wanted.scale([1, 10], 1, 10, "f", "it").to_list() == [1, 10]
    with pytest.raises(ValueError, match=r"99, often written for 'no answer'.*replace"):
        wanted.scale([1, 99, 99, 11], 1, 10, "f", "it")
    with pytest.raises(ValueError, match=r"from 1 to 10 in it; it has 11\.$"):
        wanted.scale([1, 11], 1, 10, "f", "it")


def test_a_category_that_nobody_knows_is_named():
    assert len(wanted.known(pd.Series(["a", None]), "ab", "f", "it", gaps=True)) == 2
    with pytest.raises(ValueError, match="found c in it; it knows a, b"):
        wanted.known(pd.Series(["a", "c"]), "ab", "f", "it")


def test_a_table_has_each_column_cleaned_after_its_kind_and_leaves_the_rest():
    given = pd.DataFrame(
        {
            "who": pd.Categorical(["a", "b"]),
            "paid": pd.array([1, 2], dtype="Int64"),
            "day": DAYS.dt.tz_localize("UTC"),
            "sent": [0, 1],
            "note": [None, "x"],
        }
    )
    found = wanted.table(
        given, "f", "it", keys="who", numbers=["paid"], dates="day", flags="sent"
    )
    assert list(found) == list(given) and found["note"].isna()[0]
    assert found["sent"].to_list() == [False, True] and found["sent"].dtype == bool
    assert found["who"].to_list() == ["a", "b"] and found["paid"].dtype == "int64"
    assert given["sent"].to_list() == [0, 1] and given["paid"].dtype == "Int64"


@pytest.mark.parametrize(
    ("given", "asked", "said"),
    [
        ([1], {}, "needs a frame for it; it got a list"),
        (FRAME, {"numbers": "due"}, "no column due in it, which has who, paid, day"),
        (FRAME, {"numbers": [None]}, "no column None in it"),
        (FRAME[["paid", "paid"]], {"numbers": "paid"}, "column paid twice in it"),
        (FRAME[:0], {"numbers": "paid"}, "it is empty"),
        (FRAME, {"numbers": "who"}, "needs numbers in column who of it"),
        (
            FRAME.assign(paid=np.nan),
            {"labels": "paid"},
            "column paid of it has 2 empty",
        ),
        (
            FRAME.assign(sent=DAYS.dt.tz_localize("UTC")),
            {"dates": ["day", "sent"]},
            "one time zone.*day in no zone, sent in UTC",
        ),
    ],
)
def test_a_frame_that_will_not_do_gets_a_sentence(given, asked, said):
    with pytest.raises(ValueError, match=rf"^f\(\) .*{said}.*\.$"):
        wanted.table(given, "f", "it", **asked)


def test_a_column_may_have_gaps_or_no_rows_where_the_method_says_so():
    given = FRAME.assign(paid=[1.0, np.nan])
    assert wanted.table(given, "f", "it", numbers="paid", gaps="paid").equals(given)
    empty = pd.DataFrame({"paid": [], "day": [], "sent": []}, dtype=object)
    asked = {"numbers": "paid", "dates": "day", "flags": "sent"}
    found = wanted.table(empty, "f", "it", **asked, empty=True)
    assert found.dtypes.astype(str).to_list() == ["float64", "datetime64[ns]", "bool"]


def test_a_list_is_no_text_and_a_dict_no_list():
    assert wanted.listed(("a", "b"), "f", "it") == ["a", "b"]
    with pytest.raises(ValueError, match=r"a list for it, such as \['phone'\]"):
        wanted.listed("phone", "f", "it")
    for given in ([1], {}):
        with pytest.raises(ValueError, match="a dict with at least one entry for it"):
            wanted.mapping(given, "f", "it")


def test_two_inputs_are_matched_by_index_and_not_by_place():
    one, other = pd.Series([1, 2], ["a", "b"]), pd.Series([4, 5, 3], ["b", "c", "a"])
    assert wanted.matched(one, other, "f", ("one", "other")).to_list() == [3, 4]
    assert wanted.matched([1, 2], [3, 4], "f", ("one", "other")).to_list() == [3, 4]


@pytest.mark.parametrize(
    ("other", "said"),
    [
        (pd.Series([1], ["a"]), "no entry in other for 1 rows of one, the first b"),
        (pd.Series([1, 2, 3], ["a", "b", "a"]), "a twice in the index of other"),
        (pd.Series([1, 2]), "index of one, which holds text, with the index of other"),
        (None, "needs a Series for other"),
    ],
)
def test_two_inputs_that_do_not_belong_together_are_told(other, said):
    one = pd.Series([1, 2], ["a", "b"])
    with pytest.raises(ValueError, match=rf"^f\(\) .*{said}"):
        wanted.matched(one, other, "f", ("one", "other"))


def test_ids_are_of_one_type_on_both_sides():
    wanted.same_ids([17], [17.0], "f", "ab")
    wanted.same_ids([], ["17"], "f", "ab")
    with pytest.raises(ValueError, match=r"text, with b, which holds numbers.*astype"):
        wanted.same_ids(pd.Series(["17"]), [17], "f", "ab")


def test_dates_of_two_frames_are_in_one_zone():
    utc = FRAME.assign(day=DAYS.dt.tz_localize("UTC"))
    wanted.one_zone("f", (utc, "day"), (utc, "day"), (FRAME, "none"), (None, "day"))
    with pytest.raises(ValueError, match="day in no zone, day in UTC"):
        wanted.one_zone("f", (FRAME, "day"), (utc, "day"))


def test_rows_that_repeat_a_key_are_told():
    wanted.once(FRAME, "who", "f", "it")
    with pytest.raises(ValueError, match="each who once in it; it found a twice"):
        wanted.once(FRAME.assign(who="a"), "who", "f", "it")


@pytest.mark.parametrize(
    ("check", "given", "said"),
    [
        (wanted.number, "5", "a number for it, not '5'"),
        (wanted.number, np.nan, "a number for it, not nan"),
        (wanted.share, 20, "it between 0 and 1, not 20: a fifth is 0.2"),
        (wanted.share, None, "a number for it, not None"),
        (wanted.whole, 2.5, "a whole number for it, not 2.5"),
        (wanted.whole, -1, "it of 0 or more, not -1"),
        (wanted.whole, True, "a number for it, not True"),
        (wanted.day, None, "a day for it, such as '2025-12-31', not None"),
        (wanted.day, pd.NaT, "a day for it"),
        (wanted.day, "soon", "a day for it.*not 'soon'"),
        (wanted.day, 20250101, "a day for it.*not 20250101"),
    ],
)
def test_a_single_value_that_will_not_do_gets_a_sentence(check, given, said):
    with pytest.raises(ValueError, match=rf"^f\(\) needs .*{said}"):
        check(given, "f", "it")


def test_single_values_come_out_as_they_are_used():
    assert wanted.whole(3.0, "f", "it") == 3 and wanted.share(1, "f", "it") == 1
    assert wanted.day("2025-01-02", "f", "it") == pd.Timestamp(2025, 1, 2)
    aware = pd.Timestamp("2025-01-02 09:00", tz="UTC")
    assert wanted.day(aware, "f", "it") == pd.Timestamp(2025, 1, 2, 9)
    with pytest.raises(ValueError, match="between 0 and 1"):
        wanted.share(1, "f", "it", inside=True)
    with pytest.raises(ValueError, match="knows no scheme 'x'; there are 'a', 'b'"):
        wanted.one_of("x", "ab", "f", "scheme")


def test_the_last_day_counts_whole():
    start, end = wanted.through("2024-01-01", "2024-01-07", "f", "it")
    assert (start, end) == (pd.Timestamp(2024, 1, 1), pd.Timestamp(2024, 1, 8))
    with pytest.raises(ValueError, match="2024-01-09 to 2024-01-01"):
        wanted.through("2024-01-09", "2023-12-31", "f", "it")
    with pytest.raises(ValueError, match="end after start; it got 2024-01-09"):
        wanted.period("2024-01-09", "2024-01-09", "f")


def test_dates_all_lie_before_today():
    assert wanted.before(DAYS, "2024-01-03", "f", "orders") == pd.Timestamp(2024, 1, 3)
    with pytest.raises(ValueError, match="2024-01-02, and 1 orders .* leave them out"):
        wanted.before(DAYS, "2024-01-02", "f", "orders")


def test_a_model_that_has_not_learned_is_told():
    from sklearn.exceptions import NotFittedError

    with pytest.raises(NotFittedError, match=r"f\(\) needs a fitted model"):
        wanted.fitted(object(), "paths_", "f")
