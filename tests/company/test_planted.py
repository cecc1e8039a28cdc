"""The planted numbers: one namespace, so no name may stand for two things."""

import ast
from pathlib import Path

from crmlab.company import planted

FOLDER = Path(planted.__file__).parent


def names(file):
    """The names that a module assigns at its top."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    targets = [
        target
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
    ]
    flat = [t for target in targets for t in getattr(target, "elts", [target])]
    return {target.id for target in flat if isinstance(target, ast.Name)}


def test_no_name_is_planted_twice():
    owner = {}
    for file in sorted(FOLDER.glob("*.py")):
        for name in names(file):
            assert owner.setdefault(name, file.name) == file.name, name
    assert len(owner) > 50


def test_shares_are_shares():
    assert abs(planted.REGIONS.sum() - 1) < 1e-9
    assert abs(planted.KINDS["share"].sum() - 1) < 1e-9
    assert abs(planted.RESPONSES["share"].sum() - 1) < 1e-9
    assert (abs(planted.CHANNEL_OF.sum(axis=1) - 1) < 1e-9).all()
    assert (abs(planted.ACQUISITION.sum(axis=1) - 1) < 1e-9).all()
    assert (abs(planted.BASKET.sum(axis=1) - 1) < 1e-9).all()
