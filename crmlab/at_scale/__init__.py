"""At scale: the summaries that the methods need, made by a database.

    connect                            DuckDB in this process, or Spark
    open_shards, each_shard            Parquet files as one table, or one by one
    write_copies                       a company many times
    by_day, by_customer                what a customer bought each day, and altogether
    rfm, repeat_summary,               the frames that the methods of lessons 03, 05
    repeat_triples, cohort_triangle    and 09 take
    gini, whale_curve, below_zero      how unevenly money is spread over customers
    transitions, kano_counts,          the tables of lessons 06, 07 and 05
    covariance, offer_gain
    stand_ins                          so few answers that a path model takes for all
    once, add_night                    the nightly job: each order once, days added
    sql                                an expression in a database's own words

What takes orders takes an Ibis table of any engine, or a frame, which DuckDB then
reads. The engine does the sums, and the answer comes back as a frame. Only by_day,
by_customer, once and add_night return Ibis tables, so that more can be asked of them.

Money is added as decimals of four places, so that the sum is the same whatever the
order of the rows; a float's last digits would hang on it.
"""

try:
    import ibis  # noqa: F401
except ImportError as error:
    raise ImportError(
        "crmlab.at_scale needs Ibis and DuckDB. Install the course's extra for it: "
        "uv sync --extra scale"
    ) from error

from crmlab.at_scale.buying import (
    cohort_triangle,
    repeat_summary,
    repeat_triples,
    rfm,
)
from crmlab.at_scale.copying import write_copies
from crmlab.at_scale.counting import covariance, kano_counts, offer_gain, stand_ins
from crmlab.at_scale.days import by_customer, by_day
from crmlab.at_scale.engines import connect, sql
from crmlab.at_scale.moves import transitions
from crmlab.at_scale.nightly import add_night, once
from crmlab.at_scale.shards import each_shard, open_shards
from crmlab.at_scale.spread import below_zero, gini, whale_curve

__all__ = [
    "add_night",
    "below_zero",
    "by_customer",
    "by_day",
    "cohort_triangle",
    "connect",
    "covariance",
    "each_shard",
    "gini",
    "kano_counts",
    "offer_gain",
    "once",
    "open_shards",
    "repeat_summary",
    "repeat_triples",
    "rfm",
    "sql",
    "stand_ins",
    "transitions",
    "whale_curve",
    "write_copies",
]
