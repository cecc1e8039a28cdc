"""Runs one notebook where nothing is worth stealing, and tells what came of it.

Stands alone: in a sandbox, `python running.py` reads a task from standard input (JSON:
`cells`, `takes`, `seconds`, `memory`, `folder`) and writes lines of JSON:

    {"begun": true}                        a kernel is there, no cell has run
    {"cell": 7, "outputs": […]}            what a cell showed
    {"take": "E9.1a", "taken": {…}}        an answer, as plain data
    {"stopped": 12, "why": "timeout"}      no later cell was run
    {"end": true}

Each line goes out when it is known, so that a kernel that dies takes nothing with it.
"""

import ast
import asyncio
import contextlib
import json
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
PATIENCE = 5  # seconds for an answer, and for a kernel to take an interrupt
STARTUP = """
import sys
sys.path.insert(0, {here!r})
import taking
taking.start(get_ipython())
sys.path.remove({here!r})
del sys, taking
"""


def main():
    task = json.load(sys.stdin)
    limit(task["memory"])
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as own:
        asyncio.run(run(task, Path(own)))
    tell(end=True)


def tell(**what):
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


def limit(memory):
    """Limit the memory of this process and of all that it starts, where possible."""
    try:
        import resource
    except ImportError:  # Windows
        return
    for name, most in {"RLIMIT_AS": memory, "RLIMIT_FSIZE": 2**28}.items():
        with contextlib.suppress(ValueError, OSError):  # macOS has none of memory
            resource.setrlimit(getattr(resource, name), (most, most))


def environment(own):
    """Variables for the kernel: nobody's settings, a start-up file, own folders."""
    startup = own / "profile_default" / "startup"
    startup.mkdir(parents=True)
    text = (HERE / "offline.py").read_text(encoding="utf-8") + "\n\nblock()\n"
    (startup / "00-offline.py").write_text(text, encoding="utf-8")
    text = STARTUP.format(here=str(HERE))
    (startup / "01-taking.py").write_text(text, encoding="utf-8")
    if (HERE / "fonts").is_dir():  # so that not every kernel looks for all fonts
        shutil.copytree(HERE / "fonts", own / "fonts")
    unwanted = ("CRMLAB_SEED", "CRMLAB_CACHE", "MPLBACKEND", "PYTHONWARNINGS")
    kept = {name: text for name, text in os.environ.items() if name not in unwanted}
    course = str(HERE.parent)
    return kept | {
        "IPYTHONDIR": str(own),
        "MPLCONFIGDIR": str(own / "fonts"),
        "PYTHONPATH": course,
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
    }


async def run(task, own):
    """Start a kernel, run cell after cell, take each answer when it is due."""
    # jsonschema, behind nbformat, makes a grammar of web addresses when it is imported.
    # That takes a third of the time of a copy, and nothing here asks for it.
    sys.modules["rfc3987_syntax"] = None
    from jupyter_client import AsyncKernelManager
    from jupyter_client.kernelspec import KernelSpecManager
    from nbformat.v4 import new_code_cell, new_notebook
    from showing import client_class

    cells = [new_code_cell(source) for source in task["cells"]]
    here = str(Path(sys.prefix, "share", "jupyter", "kernels"))
    specs = KernelSpecManager(kernel_dirs=[here])
    client = client_class()(
        new_notebook(cells=cells),
        km=AsyncKernelManager(kernel_name="python3", kernel_spec_manager=specs),
        timeout=task["seconds"],
        allow_errors=True,
        record_timing=False,
        shutdown_kernel="immediate",
        coalesce_streams=True,
        resources={"metadata": {"path": task["folder"]}},
    )
    nowhere = {"stdout": -3, "stderr": -3}  # subprocess.DEVNULL
    started = {"env": environment(own), "cleanup_kc": True, **nowhere}
    async with client.async_setup_kernel(**started):
        tell(begun=True)
        stopped = await run_cells(client, cells, task)
        if stopped:
            tell(stopped=stopped[0], why=stopped[1])
        if stopped and stopped[1] in ("died", "timeout"):
            await client.km.shutdown_kernel(now=True)
            return


async def run_cells(client, cells, task):
    """Run the cells; where a cell was the last that could be run, (its number, why)."""
    from nbclient.exceptions import CellTimeoutError, DeadKernelError

    until, due = time.monotonic() + task["whole"], []
    for number, cell in enumerate(cells):
        if time.monotonic() > until:
            return number, "long"
        try:
            await client.async_execute_cell(cell, number)
            fault = None
        except DeadKernelError:
            fault = "died"
        except CellTimeoutError:
            fault = "" if await interrupted(client) else "timeout"
            tell(slow=number)
        except Exception as error:  # what the kernel sent was no message of Jupyter's
            fault = ""
            tell(odd=number, error=type(error).__name__)
        tell(cell=number, outputs=cell.outputs)
        if fault:
            return number, fault
        last = number + 1 == len(cells)
        due += task["names"] if last else task["takes"].get(str(number), [])
        due = [id for id in dict.fromkeys(due) if not await has(client, task, id)]
        if not await client.km.is_alive():
            return number, "died"
    return None


async def interrupted(client):
    """Whether a kernel that ran too long can go on with the next cell."""
    await client.km.interrupt_kernel()
    return await ask(client, "1") is not None


async def has(client, task, id):
    """Whether an answer is there, or was told before; it is told, also a blank.

    Who answers below the check has an answer some cells later.
    """
    told = task.setdefault("told", {})
    if id not in told or told[id]:
        call = f"__import__('crmlab_take').take({id!r}, {task['names'][id]!r})"
        found = await ask(client, call)
        try:
            taken = json.loads(ast.literal_eval(found["data"]["text/plain"]))
            blank = taken["is"] == "missing" or taken.get("value") == {"kind": "blank"}
        except (TypeError, LookupError, ValueError, SyntaxError, MemoryError):
            name = (found or {}).get("ename", "")
            taken = {"is": "slow" if name == "KeyboardInterrupt" else "odd"}
            blank = False
        if id not in told or not blank:
            tell(take=id, taken=taken)
        told[id] = blank
    return not told[id]


async def ask(client, expression):
    """What an expression gives in the kernel; None where no answer comes."""
    wanted = client.kc.execute(
        "",
        silent=True,
        store_history=False,
        allow_stdin=False,
        user_expressions={"it": expression},
    )
    for _ in range(2):
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and await client.km.is_alive():
            try:
                message = await client.kc.get_shell_msg(timeout=1)
            except Exception:  # queue.Empty: nothing yet
                continue
            if message["parent_header"].get("msg_id") == wanted:
                return message["content"].get("user_expressions", {}).get("it", {})
        await client.km.interrupt_kernel()  # such as a function that never ends
    return None


if __name__ == "__main__":
    main()
