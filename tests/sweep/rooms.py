"""The public methods of crmlab, room by room, and their clean examples."""

import importlib
import pkgutil
from types import ModuleType

import crmlab

# Folders of crmlab that are no room of methods: they make or read data, draw or teach.
OTHERS = {
    "commands",
    "company",
    "datasets",
    "doctor",
    "explore",
    "figures",
    "jupyter",
    "practice",
    "teach",
    "wanted",
}


def rooms():
    """Names of the rooms of methods."""
    found = pkgutil.iter_modules(crmlab.__path__)
    return [room.name for room in found if room.ispkg and room.name not in OTHERS]


def methods(room):
    """Name and callable of each public function or class of a room."""
    module = importlib.import_module(f"crmlab.{room}")
    public = {name: getattr(module, name) for name in module.__all__}
    return {
        name: thing
        for name, thing in public.items()
        if callable(thing) and not isinstance(thing, ModuleType)
    }


def examples(room):
    """The module with the room's clean calls."""
    try:
        return importlib.import_module(f"sweep.examples.{room}")
    except ModuleNotFoundError:
        return ModuleType(room)


def clean_call(room, name):
    """A callable and its clean inputs, by name; None where there is no example.

    ``INPUTS`` of the room's examples holds, for each method, a function that makes its
    inputs. ``CALLS`` holds what is called instead of the method itself: for a model,
    whatever fits it and reads the result.
    """
    told = examples(room)
    if name not in getattr(told, "INPUTS", {}):
        return None
    call = getattr(told, "CALLS", {}).get(name, methods(room)[name])
    return call, told.INPUTS[name]()


def allowed(room, name):
    """What this method may do with an odd input that others may not, and why.

    ``ALLOWED`` of the room's examples holds, for each method, a dict of a pattern of
    odd inputs' names to the reason.
    """
    return getattr(examples(room), "ALLOWED", {}).get(name, {})
