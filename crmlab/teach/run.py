"""Execute a lesson from top to bottom and save it clean.

Saved are the outputs that a reader needs, and nothing that changes from one run to the
next: no timings, no states of widgets, no version of Python. Chinese is marked as such
for a screen reader. Run twice, a lesson is the same file, byte by byte.
"""

import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

import nbformat

from crmlab.teach.chinese import marked
from crmlab.teach.copies import put
from crmlab.teach.offline import kernel_environment

SECONDS = 120  # for one cell
WIDGET = "application/vnd.jupyter.widget-view+json"
KERNEL = {
    "display_name": "Python 3 (ipykernel)",
    "language": "python",
    "name": "python3",
}
LANGUAGE = {"name": "python", "file_extension": ".py", "mimetype": "text/x-python"}
# Left behind by editors; none of the reader's business.
VOLATILE = [
    "execution",
    "ExecuteTime",
    "collapsed",
    "scrolled",
    "jp-MarkdownHeadingCollapsed",
]

TEXT = {
    "missing": "There is no notebook {path}.",
    "unreadable": "{name} is not a notebook that can be read: {error}.",
    "error": "{name}, cell {cell} (“{line}”): {error}. The file is left as it was.",
    "changed": "{name} was changed while it ran, and is left so. Run it again.",
    "timeout": "it ran for more than {seconds} seconds",
    "dead": "its kernel died",
    "no_kernel": "its kernel did not start (crmlab doctor says why)",
}


class LessonError(Exception):
    """A lesson did not run through; the message says where and why."""


def run_lesson(path, seconds=SECONDS):
    """Execute a notebook in a fresh kernel, offline, and save it in place.

    path     the notebook; its cells run in its own folder
    seconds  the longest that one cell may take
    Returns the path. If a cell fails, or somebody changes the file meanwhile, raises
    LessonError and leaves the file as it is.
    """
    path = Path(path).resolve()
    notebook, before = _read(path), path.read_bytes()
    _execute(notebook, path, seconds)
    _clean(notebook)
    if not path.is_file() or path.read_bytes() != before:
        raise LessonError(TEXT["changed"].format(name=path.name))
    _save(notebook, path)
    return path


def _read(path):
    if not path.is_file():
        raise LessonError(TEXT["missing"].format(path=path))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it mends cells without an id, and says so
            notebook = nbformat.read(path, as_version=4)
            notebook.nbformat, notebook.nbformat_minor = 4, 5
            for number, cell in enumerate(notebook.cells, start=1):
                cell.setdefault("id", f"cell-{number:02d}")
                if cell.cell_type == "code":
                    cell.update(outputs=[], execution_count=None)
            nbformat.validate(notebook)  # now, not after a minute of running
        return notebook
    except Exception as error:  # nbformat lets many kinds through
        words = str(error).split("\n")[0]
        raise LessonError(
            TEXT["unreadable"].format(name=path.name, error=words)
        ) from None


def _execute(notebook, path, seconds):
    """Run every cell; the outputs are left in the notebook."""
    from jupyter_client import AsyncKernelManager
    from jupyter_client.kernelspec import KernelSpecManager
    from nbclient import NotebookClient
    from nbclient.exceptions import (
        CellExecutionError,
        CellTimeoutError,
        DeadKernelError,
    )

    # Looked for here only, "python3" is the Python that runs now.
    here = str(Path(sys.prefix, "share", "jupyter", "kernels"))
    specs = KernelSpecManager(kernel_dirs=[here])
    client = NotebookClient(
        notebook,
        km=AsyncKernelManager(kernel_name="python3", kernel_spec_manager=specs),
        timeout=seconds,
        record_timing=False,
        coalesce_streams=True,
        resources={"metadata": {"path": str(path.parent)}},
    )
    # Its part of a widget's output sends on the channel it waits at, and can so miss
    # the reply until a cell's time is up. What widgets show is not saved anyway.
    client.widget_registry.clear()
    at = {"index": 0}
    client.on_cell_start = lambda cell, cell_index: at.update(index=cell_index)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        try:
            environment = kernel_environment(folder)
            client.execute(cleanup_kc=True, env=environment, stderr=subprocess.DEVNULL)
            return
        except CellExecutionError as error:
            words = f"{error.ename}: {error.evalue}".strip().split("\n")[0].rstrip(".:")
        except CellTimeoutError:
            words = TEXT["timeout"].format(seconds=seconds)
        except DeadKernelError:
            words = TEXT["dead"]
        except RuntimeError:
            words = TEXT["no_kernel"]
    lines = notebook.cells[at["index"]].source.strip().split("\n")
    place = {"name": path.name, "cell": at["index"] + 1, "line": lines[0]}
    raise LessonError(TEXT["error"].format(error=words, **place))


def _clean(notebook):
    """Keep what a reader needs and what is the same in every run."""
    kept = {
        key: notebook.metadata[key] for key in ("crmlab",) if key in notebook.metadata
    }
    notebook.metadata = nbformat.from_dict(
        {**kept, "kernelspec": KERNEL, "language_info": LANGUAGE}
    )
    for cell in notebook.cells:
        for key in VOLATILE:
            cell.metadata.pop(key, None)
        if cell.cell_type == "markdown":
            cell.source = marked(cell.source)
        if cell.cell_type == "code":
            shown = any(WIDGET in out.get("data", {}) for out in cell.outputs)
            cell.outputs = [] if shown else cell.outputs


def _save(notebook, path):
    """Write it whole or not at all."""
    nbformat.validate(notebook)
    text = nbformat.writes(notebook).rstrip("\n") + "\n"
    put(text.encode(), path)
