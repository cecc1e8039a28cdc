"""What is true of Lantern Tea: every planted number, in this one folder.

Nothing else in the simulation holds a parameter. Analysts of the course do not see
these numbers; they estimate them, and `datasets/truth/` lets them compare.

Units: rates are per week, money is in CNY (yuan), chances are shares between 0 and 1.

Whatever stands in a module of this folder is read as `planted.NAME`; no name may stand
in two of them.
"""

from importlib import import_module
from pkgutil import iter_modules

for _module in iter_modules(__path__):
    _names = vars(import_module(f"{__name__}.{_module.name}"))
    globals().update({n: value for n, value in _names.items() if not n.startswith("_")})
