"""In the student's kernel, before the first cell: takes answers out as text.

`take("E9.1a", "corners")` gives JSON; for a function, what it returns on the cases of
the exercise. All that this needs it has imported by then, and it holds the notebook's
names itself, so that a notebook that changes its tools still hands in its answers.
"""

import builtins
import json
import pickle
import sys
from pathlib import Path

from crmlab.practice.calling import call
from crmlab.practice.faults import NotAttempted, Raised
from crmlab.practice.plain import TooLarge, plain

CASES = Path(__file__).with_name("cases")  # written by the grader, only read here
LONGEST = 8_000_000  # letters of one answer


def start(shell):
    """Make ready to take answers from the notebook that this shell runs."""
    known = shell.user_ns

    def take(id, name):
        try:
            return _text(_taken(id, name, known))
        except (TooLarge, RecursionError, MemoryError):
            return '{"is": "too large"}'
        except Exception as error:  # an answer so odd that it cannot be looked at
            return json.dumps({"is": "odd", "type": type(error).__name__})

    # A cell that waits for a key is answered with an empty line.
    shell.kernel.raw_input = shell.kernel.getpass = lambda *words, **more: ""
    builtins.input = lambda prompt="": ""
    sys.modules["crmlab_take"] = type(sys)("crmlab_take")
    sys.modules["crmlab_take"].take = take


def _text(taken, dumps=json.dumps):
    text = dumps(taken)
    if len(text) > LONGEST:
        raise TooLarge
    return text


def _taken(id, name, known):
    if name not in known:
        return {"is": "missing"}
    answer, cases = known[name], CASES / f"{id}.pickle"
    if not (callable(answer) and cases.exists()):
        return {"is": "value", "value": plain(answer)}
    given = pickle.loads(cases.read_bytes())
    results = {case: _result(answer, arguments) for case, arguments in given.items()}
    return {"is": "function", "results": results}


def _result(function, arguments):
    """What a function returns on one case, or how it failed."""
    try:
        return {"is": "value", "value": plain(call(function, arguments))}
    except NotAttempted:
        return {"is": "value", "value": plain(...)}
    except Raised as fault:
        return {"is": "raised", "reason": fault.reason, "details": fault.details}
