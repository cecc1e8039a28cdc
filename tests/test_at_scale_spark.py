"""The summaries at scale on Spark, in this process; on a cluster they are the same."""

import os
import shutil
from unittest import mock

import pytest
from at_scale_equal import Equal

from crmlab import at_scale as sc

pytestmark = [
    pytest.mark.timeout(1200),  # Spark alone takes a minute to start on a busy machine
    pytest.mark.skipif(
        not (shutil.which("java") or os.environ.get("JAVA_HOME")),
        reason="Spark needs Java 17: apt-get install openjdk-17-jre-headless",
    ),
]


# Compiling Java thoroughly takes most of the time, and pays only with far more rows.
LIGHTLY = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"


class TestSpark(Equal):
    @pytest.fixture(scope="class")
    @classmethod
    def con(cls):
        with mock.patch.dict(os.environ, JDK_JAVA_OPTIONS=LIGHTLY):
            engine = sc.connect("spark")
        yield engine
        engine.disconnect()
