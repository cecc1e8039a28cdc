"""The doctor's checks of what the lessons need: kernel, data, folders, a font."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from crmlab.checkout import home_fault, temporary_fault, work_fault, work_folder
from crmlab.doctor import installed
from crmlab.doctor.text import NOTE, OK, PROBLEM, TEXT

KERNEL_SECONDS = 60
WIDGETS = ("@jupyter-widgets", "jupyterlab-manager")


def home(root: Path) -> list[tuple[str, str]]:
    """Your home folder: can JupyterLab keep its own files there?"""
    fault = home_fault()
    return [(PROBLEM, fault)] if fault else [(OK, TEXT["home"])]


def kernel(root: Path) -> list[tuple[str, str]]:
    """A notebook's kernel: does it start, and is it this Python?"""
    if home_fault():
        return []  # a kernel writes there, and the line above says so
    # As `crmlab lab` does, so that both find the same one.
    os.environ["JUPYTER_PREFER_ENV_PATH"] = "1"
    from jupyter_client.kernelspec import KernelSpecManager

    try:
        prefix = kernel_prefix()
    except Exception as error:
        words = {"seconds": KERNEL_SECONDS, "mend": installed.how_to_mend(root)}
        name = f"{type(error).__name__}: {error}".splitlines()[0]
        return [(PROBLEM, TEXT["no_kernel"].format(error=name, **words))]
    if os.path.realpath(prefix) == os.path.realpath(sys.prefix):
        return [(OK, TEXT["kernel"])]
    folder = KernelSpecManager().get_kernel_spec("python3").resource_dir
    return [(PROBLEM, TEXT["other_kernel"].format(found=prefix, folder=folder))]


def kernel_prefix() -> str:
    """Start the kernel that a lesson names, python3, and ask it for its sys.prefix."""
    from jupyter_client.manager import start_new_kernel

    said = []
    manager, client = start_new_kernel(
        startup_timeout=KERNEL_SECONDS,
        kernel_name="python3",
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        client.execute_interactive(
            "import sys; print(sys.prefix)",
            timeout=KERNEL_SECONDS,
            output_hook=lambda message: said.append(message["content"].get("text", "")),
        )
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    return "".join(said).strip()


def widgets(root: Path) -> list[tuple[str, str]]:
    """Widgets: does JupyterLab have the extension that shows them?"""
    from jupyter_core.paths import jupyter_path

    folders = jupyter_path("labextensions", *WIDGETS)
    if any(Path(folder, "package.json").is_file() for folder in folders):
        return [(OK, TEXT["widgets"])]
    mend = installed.how_to_mend(root, "jupyterlab-widgets")
    return [(PROBLEM, TEXT["no_widgets"].format(mend=mend))]


def data(root: Path) -> list[tuple[str, str]]:
    """The data: are the shipped tables there, and as they were shipped?"""
    return _data_faults(root / "datasets") or [(OK, TEXT["data"])]


def company(root: Path) -> list[tuple[str, str]]:
    """Your company: is it a number, and are its data in order?"""
    from crmlab import own_company
    from crmlab.datasets import DataError, places

    seed, own = os.environ.get("CRMLAB_SEED", "").strip(), None
    try:
        own = None if seed else own_company.read(work_folder(root))
        if not seed and own is None:
            return []
        faults = _data_faults(places.folder(*places.chosen(own)))
    except DataError as fault:
        faults = [(PROBLEM, TEXT["data_fault"].format(fault=fault))]
    except ValueError as fault:
        return [(PROBLEM, str(fault))]
    text = TEXT["company"].format(seed=seed)
    if own is not None:
        text = TEXT["own_company"].format(seed=own)
    return faults or [(OK, text)]


def _data_faults(folder: Path) -> list[tuple[str, str]]:
    """One line, however many tables suffer: to mend one is to mend them all.

    That the tables as they were made are sound, is tested before they are shipped.
    """
    from crmlab.datasets import checks

    faults = checks.damage(folder)
    if not faults:
        return []
    text = TEXT["data_fault" if len(faults) == 1 else "data_faults"]
    return [(PROBLEM, text.format(fault=faults[0], count=len(faults)))]


def font(root: Path) -> list[tuple[str, str]]:
    """Fonts: is there one with Chinese characters?"""
    from crmlab import figures

    found = figures.hanzi_font()
    if found:
        return [(OK, TEXT["font"].format(font=found))]
    return [(NOTE, TEXT["no_font"])]


def names(root: Path) -> list[tuple[str, str]]:
    """Your files: does one bear the name of a package, and so hide it?"""
    taken = {installed.IMPORT_NAMES.get(p, p) for p in installed.requirements() or {}}
    taken |= {"crmlab", *getattr(sys, "stdlib_module_names", ())}
    found = [path for path in root.glob("*.py") if path.stem in taken]
    for folder in ("my_work", "notebooks", "exercises", "solutions"):
        found += (p for p in (root / folder).rglob("*.py") if p.stem in taken)
    hidden = [TEXT["hidden"].format(path=p, name=p.stem) for p in sorted(found)]
    return [(PROBLEM, text) for text in hidden] or [(OK, TEXT["names"])]


def temporary(root: Path) -> list[tuple[str, str]]:
    """Temporary files: is there room for them?"""
    fault = temporary_fault()
    return [(PROBLEM, fault)] if fault else [(OK, TEXT["temporary"])]


def my_work(root: Path) -> list[tuple[str, str]]:
    """Your copies: can the folder for them be written?"""
    fault = work_fault(root)
    if fault:
        return [(PROBLEM, fault)]
    return [(OK, TEXT["my_work"].format(folder=work_folder(root)))]


def copies(root: Path) -> list[tuple[str, str]]:
    """Your copies: can each notebook in my_work be read?"""
    folder, findings = work_folder(root), []
    for path in filter(is_damaged, sorted(folder.rglob("*.ipynb"))):
        number, inside = path.name.partition("_")[0], path.relative_to(folder)
        lesson = root / "notebooks" / path.name
        known = lesson.is_file() or (root / inside).is_file()
        text = TEXT["damaged_copy" if known else "damaged_other"]
        words = {"path": path.relative_to(folder.parent), "number": number}
        findings.append((PROBLEM, text.format(**words)))
    return findings or [(OK, TEXT["copies"])]


def is_damaged(path: Path) -> bool:
    """Whether a notebook is empty, cut off, or otherwise no notebook's JSON."""
    try:
        return not json.loads(path.read_text(encoding="utf-8-sig"))["cells"]
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return True


NEEDS_PACKAGES = (home, kernel, widgets, data, company, font)
NEEDS_NOTHING = (temporary, my_work, copies)
