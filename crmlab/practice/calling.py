"""Calling a student's function: on copies, in silence, whatever it does."""

from __future__ import annotations

import contextlib
import copy
import io
import linecache
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from crmlab.practice.faults import NotAttempted, Raised
from crmlab.practice.values import is_blank


@dataclass(frozen=True)
class Returned:
    """What a student's function returned on each case, where it was called elsewhere.

    results: {name of the case: computes what came, or raises `Raised`}.
    """

    results: dict[str, Callable]

    def __call__(self, case: str) -> Any:
        value = self.results[case]()
        if is_blank(value):
            raise NotAttempted
        return value


def call(function: Callable, arguments: tuple) -> Any:
    """Call a student's function on copies, in silence.

    What it changes or prints stays here: a grader counts a word on stderr as an error,
    and a function that alters its table must not spoil the next case.
    """
    silence, logged = io.StringIO(), logging.root.manager.disable
    logging.disable()  # a handler made earlier holds the stderr of that time
    try:
        with (
            contextlib.redirect_stdout(silence),
            contextlib.redirect_stderr(silence),
        ):
            value = function(*copy.deepcopy(arguments))
    except (Exception, SystemExit) as error:
        if "ellipsis" in str(error).lower():  # it computes with the placeholder
            raise NotAttempted from None
        line = where(error, function)
        reason = "raised_line" if line else "raised"
        raise Raised(reason, error=describe(error).rstrip("."), line=line) from None
    finally:
        logging.disable(logged)
    if is_blank(value):
        raise NotAttempted
    return value


def describe(error: BaseException) -> str:
    """Kind and first line of an error, as Python prints it last."""
    lines = str(error).strip().splitlines() or [""]
    text = lines[0] if len(lines[0]) <= 160 else lines[0][:159] + "…"
    return f"{type(error).__name__}: {text}" if text else type(error).__name__


def where(error: BaseException, function: Callable) -> str:
    """The line of the student's own function in which the error arose, if known."""
    code = getattr(function, "__code__", None)
    line, trace = "", error.__traceback__
    while trace and code:
        if trace.tb_frame.f_code is code:
            line = linecache.getline(code.co_filename, trace.tb_lineno).strip()
        trace = trace.tb_next
    return line
