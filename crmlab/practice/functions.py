"""Answers that are functions: called on the declared cases, whatever they do."""

from __future__ import annotations

import contextlib
import copy
import io
import linecache
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from crmlab.practice.faults import NotAttempted, Raised, Wrong
from crmlab.practice.values import is_blank, is_missing


@dataclass(frozen=True)
class Result:
    """What a function returned on one case, made plain; or what was wrong with it."""

    value: Any
    plain: Any = None
    fault: Wrong | None = None


@dataclass(frozen=True)
class Function:
    """A function that gives the right result on every case.

    result: the form of what it returns. cases: computes {key of the case's name in
    `texts/NN.yml`: the arguments}. The first case that goes wrong is reported.
    """

    result: Any
    cases: Callable[[Callable], dict[str, tuple]]

    def read(self, answer, load) -> dict[str, Result]:
        if not callable(answer):
            raise Wrong("type", wanted="function", got=answer)
        cases = self.cases(load).items()
        return {name: self._run(answer, given, load, name) for name, given in cases}

    def _run(self, function, arguments, load, name) -> Result:
        value = None
        try:
            value = call(function, arguments)
            return Result(value, plain=self.result.read(value, load))
        except Wrong as fault:
            fault.place = name
            if fault.reason == "type":
                fault.reason = "returned_type"
            return Result(value, fault=fault)

    def compare(self, given: dict, expected: dict) -> None:
        for name, right in expected.items():
            self._compare_case(given[name], right, name)

    def _compare_case(self, given: Result, right: Result, name: str) -> None:
        if given.fault or right.fault:
            raise given.fault or right.fault
        if given.value is None and not is_missing(right.value):
            raise Wrong("returned_nothing", name)
        try:
            self.result.compare(given.plain, right.plain)
        except Wrong as fault:
            fault.place = name
            raise

    def makes_mistake(self, given: dict, wrong: dict, right: dict) -> bool:
        """Whether the function goes wrong as `wrong` does, wherever that shows.

        It may make other mistakes in other cases: this one is named first. A function
        that returns nothing makes no mistake but that.
        """
        shows = [name for name in right if not self._agree(wrong, right, name)]
        if not shows or any(given[name].value is None for name in shows):
            return False
        return all(self._agree(given, wrong, name) for name in shows)

    def _agree(self, given: dict, other: dict, name: str) -> bool:
        try:
            self._compare_case(given[name], other[name], name)
        except Wrong:
            return False
        return True


def agree(form: Any, given: Any, expected: Any) -> bool:
    """Whether two plain answers are equal in this form."""
    try:
        form.compare(given, expected)
    except Exception:  # Wrong, or so odd that it cannot be compared
        return False
    return True


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
        raise Raised(reason, error=describe(error), line=line) from None
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
