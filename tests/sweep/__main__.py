"""Prints the table of the sweep: python -m sweep [ROOM …], from tests/.

With --say it also prints each odd input that ends bare or wrong.
"""

import sys
from collections import Counter
from fnmatch import fnmatch

from sweep.judge import outcomes
from sweep.rooms import allowed, clean_call, methods, rooms

COLUMNS = ["value", "clear", "bare", "wrong", "allowed"]


def outcome(room, name, odd, found):
    """The outcome, or "allowed" where the examples give a reason for it."""
    reasons = allowed(room, name)
    bad = found in ("bare", "wrong")
    return "allowed" if bad and any(fnmatch(odd, r) for r in reasons) else found


def main(asked, say):
    print(f"{'method':34}", *(f"{name:>8}" for name in COLUMNS))
    total = Counter()
    for room in asked or rooms():
        for name in sorted(methods(room)):
            call = clean_call(room, name)
            if call is None:
                print(f"{room}.{name:30} has no clean example")
                continue
            tried = [
                (odd, outcome(room, name, odd, found), words)
                for odd, found, words in outcomes(*call)
            ]
            count = Counter(found for _, found, _ in tried)
            total.update(count)
            print(f"{f'{room}.{name}':34}", *(f"{count[c]:8}" for c in COLUMNS))
            for odd, found, words in tried:
                if say and found in ("bare", "wrong"):
                    print(f"    {found}: {odd}: {words}"[:400])
    print(f"{'all':34}", *(f"{total[name]:8}" for name in COLUMNS))


if __name__ == "__main__":
    words = sys.argv[1:]
    main([word for word in words if word != "--say"], "--say" in words)
