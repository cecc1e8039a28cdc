"""What is true of Lantern Tea: every planted number, in this one folder.

Nothing else in the simulation holds a parameter. Analysts of the course do not see
these numbers; they estimate them, and `datasets/truth/` lets them compare.

Units: rates are per week, money is in CNY (yuan), chances are shares between 0 and 1.
"""

from .accounts import *  # noqa: F403
from .buying import *  # noqa: F403
from .calendar import *  # noqa: F403
from .campaigns import *  # noqa: F403
from .costs import *  # noqa: F403
from .credit import *  # noqa: F403
from .customers import *  # noqa: F403
from .extracts import *  # noqa: F403
from .happenings import *  # noqa: F403
from .journeys import *  # noqa: F403
from .kano import *  # noqa: F403
from .leavers import *  # noqa: F403
from .levers import *  # noqa: F403
from .loyalty import *  # noqa: F403
from .operations import *  # noqa: F403
from .programme import *  # noqa: F403
from .prospects import *  # noqa: F403
from .quality import *  # noqa: F403
from .ratings import *  # noqa: F403
from .rivals import *  # noqa: F403
from .satisfaction import *  # noqa: F403
from .selling import *  # noqa: F403
from .service import *  # noqa: F403
from .stages import *  # noqa: F403
from .subscriptions import *  # noqa: F403
from .survey import *  # noqa: F403
from .survey_trials import *  # noqa: F403
from .teams import *  # noqa: F403
from .waiting import *  # noqa: F403
