"""No network but this machine itself, for lessons and tests.

This file stands alone: a copy of it is the start-up file of every kernel that ``run``
and the tests start.
"""

import functools
import ipaddress
import os
import socket
from pathlib import Path

TEXT = {
    "blocked": (
        "The network is switched off here (asked for {host}): lessons and tests use "
        "only the files that come with the course."
    )
}


class OfflineError(OSError):
    """Something tried to reach another machine."""


def _check(host):
    host = host.decode() if isinstance(host, bytes) else host
    if host in (None, "", "localhost", "localhost.localdomain", socket.gethostname()):
        return
    try:
        local = ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:  # a name that would have to be looked up
        local = False
    if not (local or host in ("0.0.0.0", "::")):  # "any": where servers listen
        raise OfflineError(TEXT["blocked"].format(host=host))


def block():
    """Refuse connections to other machines in this process, from now on."""
    if getattr(socket, "crmlab_blocked", False):
        return
    socket.crmlab_blocked = True

    def guarded(method, place):
        @functools.wraps(method)
        def call(*args, **kwargs):
            address = args[place] if len(args) > place else kwargs.get("host")
            if isinstance(
                address, tuple
            ):  # (host, port), else the name of a local pipe
                _check(address[0])
            elif method.__name__ == "getaddrinfo":
                _check(address)
            return method(*args, **kwargs)

        return call

    for name in ("connect", "connect_ex"):
        setattr(socket.socket, name, guarded(getattr(socket.socket, name), 1))
    socket.socket.sendto = guarded(socket.socket.sendto, -1)
    socket.getaddrinfo = guarded(socket.getaddrinfo, 0)


def kernel_environment(folder):
    """Environment variables for a kernel: offline, and nobody's own settings.

    folder  an empty folder that lives as long as the kernel does
    """
    startup = Path(folder) / "profile_default" / "startup"
    startup.mkdir(parents=True, exist_ok=True)
    source = Path(__file__).read_text(encoding="utf-8")
    text = source + "\n\nblock()\n"
    (startup / "00-offline.py").write_text(text, encoding="utf-8", newline="\n")
    # CRMLAB_SEED would be another company; MPLBACKEND would keep figures from showing.
    unwanted = ("CRMLAB_SEED", "MPLBACKEND", "PYTHONWARNINGS")
    kept = {name: text for name, text in os.environ.items() if name not in unwanted}
    return {**kept, "IPYTHONDIR": str(folder)}
