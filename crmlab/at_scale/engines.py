"""Engines that do the sums, and what an expression is in a database's own words."""

import os
import shutil
import tempfile
from pathlib import Path

import ibis

from crmlab import wanted
from crmlab.at_scale.door import quiet

ENGINES = ["duckdb", "spark"]
DIALECTS = ["duckdb", "bigquery", "snowflake", "databricks", "postgres"]
# Of Spark in this one process: no page in the browser, no word but errors, days in UTC
# (dates without a zone stay as they are), and as few parts as a laptop has cores.
SPARK = {
    "spark.ui.enabled": "false",
    "spark.log.level": "ERROR",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.shuffle.partitions": "4",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
}


def connect(engine="duckdb", *, cores=2, memory_gib=2):
    """An engine to open tables with.

    engine      "duckdb": within this process, nothing to start. "spark": a local Spark,
                which takes seconds to start and is then the same as on a cluster
    cores       how many to use
    memory_gib  what it may take; beyond it, DuckDB goes to the disk as far as it can
    Returns an Ibis connection. Ibis knows some twenty engines more; whatever it
    connects to will do here.

    Raises ValueError for an unknown engine, or numbers missing or below 1;
    RuntimeError where Spark's package or Java is missing.
    """
    wanted.one_of(engine, ENGINES, "connect", "engine")
    cores = wanted.whole(cores, "connect", "cores", low=1)
    memory = wanted.whole(memory_gib, "connect", "memory_gib", low=1)
    if engine == "duckdb":
        con = ibis.duckdb.connect(threads=cores, memory_limit=f"{memory}GB")
        con.raw_sql("SET enable_progress_bar = false")  # a widget in each notebook
        aside = Path(tempfile.gettempdir(), "crmlab-duckdb").as_posix()
        con.raw_sql(f"SET temp_directory = '{aside}'")  # else the folder one works in
        return con
    return _spark(cores, memory)


def _spark(cores, memory):
    if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
        raise RuntimeError(
            "Spark needs Java 17, and there is none. On Debian and Ubuntu: apt-get "
            "install openjdk-17-jre-headless"
        )
    with quiet():
        try:
            from pyspark.sql import SparkSession
        except ImportError as error:
            raise RuntimeError(
                "Spark's package is missing: uv sync --extra spark"
            ) from error
        start = SparkSession.builder.master(f"local[{cores}]").appName("crmlab")
        for name, value in (SPARK | {"spark.driver.memory": f"{memory}g"}).items():
            start = start.config(name, value)
        return ibis.pyspark.connect(start.getOrCreate())


def sql(expression, dialect="duckdb"):
    """The query that an expression is, in the words of a database.

    expression  an Ibis table or value, such as ``by_customer`` returns
    dialect     "duckdb", "bigquery", "snowflake", "databricks" (Spark) or "postgres"
    Returns text. No connection to that database is needed.

    Raises ValueError for an unknown dialect, or where the expression is missing or
    none of Ibis.

    >>> orders = ibis.table({"amount": "float64"}, name="orders")
    >>> print(sql(orders.amount.sum()))
    SELECT
      SUM("t0"."amount") AS "Sum(amount)"
    FROM "orders" AS "t0"
    """
    wanted.one_of(dialect, DIALECTS, "sql", "dialect")
    if not isinstance(expression, ibis.Expr):
        raise ValueError(
            "sql() needs an expression of Ibis, such as by_customer(orders); it got a "
            f"{type(expression).__name__}."
        )
    return str(ibis.to_sql(expression, dialect=dialect))
