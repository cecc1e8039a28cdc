"""What the doctor says. Kept apart from the checks, so that it can be translated."""

OK, NOTE, PROBLEM = "OK", "NOTE", "PROBLEM"

TEXT = {
    "line": "{level:<8} {text}",
    "all_well": "All is well. Open the course with: uv run crmlab lab",
    "one_problem": "1 problem. Mend it as its line says, then ask again.",
    "problems": (
        "{count} problems. Mend the first one first, then ask again: "
        "it may have caused the others."
    ),
    "crashed": "{check} could not be checked. {error}. This may help: {mend}",
    # installed.py
    "python": "Python {version}",
    "old_python": (
        "Python {version} is too old: the course needs {least} or newer. Install one "
        "from python.org, then start with: uv run crmlab lab"
    ),
    "environment": "The course is installed in {prefix}",
    "not_installed": (
        "The course is not installed in this Python ({prefix}). "
        "In the course's folder run: uv run crmlab doctor"
    ),
    "other_course": (
        "This Python ({prefix}) runs the course from {package}, not from {root}. "
        "In the course's folder run: uv run crmlab doctor"
    ),
    "other_python": (
        "The course is installed in {prefix}, and another time in {own}. This is the "
        "first. The second is started by: uv run crmlab lab"
    ),
    "package": "{name} {version}",
    "no_package": "{name} is missing: the course needs {least} or newer. Run: {mend}",
    "old_package": (
        "{name} {version} is too old: the course needs {least} or newer. Run: {mend}"
    ),
    "imports": "All packages can be imported",
    "broken": "{name} is installed but does not work ({error}). Run: {mend}",
    "import_timeout": (
        "Importing {name} took over {seconds} seconds. Close other programs and try "
        "again; if it stays so, run: {mend}"
    ),
    # course.py
    "home": "JupyterLab can keep its own files in your home folder",
    "kernel": "A notebook starts, with this Python",
    "other_kernel": (
        "Notebooks would start another Python ({found}), because of the folder "
        "{folder}. Remove that folder, then try again"
    ),
    "no_kernel": (
        "A notebook's kernel does not start within {seconds} seconds ({error}). "
        "Run: {mend}"
    ),
    "widgets": "Sliders and buttons will be shown",
    "no_widgets": "JupyterLab lacks the part that shows sliders. Run: {mend}",
    "hidden": (
        "The file {path} hides the package {name} from the notebooks beside it. "
        "Give it another name"
    ),
    "names": "No file of yours hides a package",
    "temporary": "Temporary files can be written",
    "my_work": "Your copies can be saved in {folder}",
    "copies": "Your copies can be read",
    "damaged_copy": (
        "{path} is damaged: it is empty or was cut off. A new copy, which keeps this "
        "one beside it, comes with: uv run crmlab fresh {number}"
    ),
    "damaged_other": (
        "{path} is damaged: it is empty or was cut off. If you need it no more, delete "
        "it. In JupyterLab, File, Revert to Checkpoint may bring back an older state"
    ),
    "data": "The data are complete and undamaged",
    "data_fault": "The data: {fault}",
    "data_faults": "The data have {count} faults. The first: {fault}",
    "company": "CRMLAB_SEED is {seed}, and that company's data are ready",
    "own_company": "Your exercises are on company {seed}, and its data are ready",
    "font": "Chinese characters in figures: {font}",
    "no_font": (
        "No font with Chinese characters was found, so figures would show boxes in "
        "their place. Everything else works. A free one is Noto Sans CJK"
    ),
}
