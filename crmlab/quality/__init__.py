"""Quality: what varies by chance, what drives satisfaction, and what to build.

    mean_chart, spread_chart, individuals_chart,   control charts
    moving_range_chart, p_chart, np_chart,
    u_chart, c_chart, ewma_chart, chart_constants
    signals, run_length, shewhart_run_length,      run rules and false alarms
    ewma_run_length, funnel
    vif, components, component_regression,         drivers under collinearity
    choose_components
    satisfaction_matrix, quadrant_chances          the strategic satisfaction matrix
    planned_weights, priorities, ranks_by_scale,   the house of quality
    roof, conflicts

Functions take frames and return frames. Nothing here loads data.
"""

from crmlab.quality.charts import (
    ewma_chart,
    individuals_chart,
    mean_chart,
    moving_range_chart,
    spread_chart,
)
from crmlab.quality.constants import chart_constants
from crmlab.quality.counted import c_chart, np_chart, p_chart, u_chart
from crmlab.quality.drivers import (
    choose_components,
    component_regression,
    components,
    vif,
)
from crmlab.quality.house import (
    conflicts,
    planned_weights,
    priorities,
    ranks_by_scale,
    roof,
)
from crmlab.quality.importance import (
    QUADRANTS,
    quadrant_chances,
    satisfaction_matrix,
)
from crmlab.quality.rules import NELSON, WESTERN_ELECTRIC, run_length, signals
from crmlab.quality.run_lengths import ewma_run_length, shewhart_run_length
from crmlab.quality.tampering import funnel

__all__ = [
    "NELSON",
    "QUADRANTS",
    "WESTERN_ELECTRIC",
    "c_chart",
    "chart_constants",
    "choose_components",
    "component_regression",
    "components",
    "conflicts",
    "ewma_chart",
    "ewma_run_length",
    "funnel",
    "individuals_chart",
    "mean_chart",
    "moving_range_chart",
    "np_chart",
    "p_chart",
    "planned_weights",
    "priorities",
    "quadrant_chances",
    "ranks_by_scale",
    "roof",
    "run_length",
    "satisfaction_matrix",
    "shewhart_run_length",
    "signals",
    "spread_chart",
    "u_chart",
    "vif",
]
