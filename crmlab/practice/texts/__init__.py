"""The words of the exercises, kept as data so that a translation can replace them."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import yaml


@lru_cache
def read(name: str) -> dict:
    """The texts of one file of this folder: `checker`, or a lesson such as `00`."""
    file = Path(__file__).with_name(f"{name}.yml")
    return yaml.safe_load(file.read_text(encoding="utf-8"))


def say(section: str, name: str, /, **gaps) -> str:
    """A sentence of `checker.yml`, its gaps filled."""
    return read("checker")[section][name].format(**gaps)
