"""The summaries at scale on DuckDB, and what they refuse.

`at_scale_equal.py` holds what every engine is asked; `test_at_scale_spark.py` asks it
of Spark.
"""

import pandas as pd
import pytest
from at_scale_equal import Equal, shards_of

from crmlab import at_scale as sc
from crmlab.at_scale.door import fetch
from crmlab.datasets import load


class TestDuckDB(Equal):
    @pytest.fixture(scope="class")
    @classmethod
    def con(cls):
        return sc.connect()
