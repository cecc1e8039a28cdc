"""How an editable install finds the course's folder: `uv sync`, `pip install -e`.

The usual way is a .pth file with the folder's name in UTF-8. Python up to 3.12 reads
such files in the system's encoding: on a Chinese Windows, a folder with Chinese letters
keeps it from starting at all. So the name stands in a module, which is UTF-8 in every
place, and the .pth file only imports that.
"""

import tempfile
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NAME = "_crmlab_folder"


class FolderInAModule(BuildHookInterface):
    def initialize(self, version, build_data):
        if version != "editable":
            return
        self.files = tempfile.TemporaryDirectory()
        module = f"import sys\n\nsys.path.append({self.root!r})\n"
        for name, text in ((f"{NAME}.py", module), (f"{NAME}.pth", f"import {NAME}\n")):
            file = Path(self.files.name, name)
            file.write_text(text, encoding="utf-8")
            build_data["force_include_editable"][str(file)] = name

    def finalize(self, version, build_data, artifact):
        if version == "editable":
            self.files.cleanup()
