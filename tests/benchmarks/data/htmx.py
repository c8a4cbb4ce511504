"""The scripts that a page of FastHTML has from elsewhere, so that it needs nothing from there."""

import shutil
import subprocess
import tarfile
from pathlib import Path
from typing import Final

SCRIPTS: Final = {
    "htmx.js": ("htmx.org@2.0.7", "package/dist/htmx.js"),
    "ws.js": ("htmx-ext-ws@2.0.3", "package/ws.js"),
}
"""in the versions that FastHTML 0.14.14 names"""


def put_htmx(directory: Path) -> None:
    """Put htmx and its extension for WebSockets into the folder ``scripts`` of the directory.

    :raises FileNotFoundError: if npm is not installed
    """
    if not (npm := shutil.which("npm")):
        raise FileNotFoundError("npm is not installed (Debian: npm)")
    scripts = directory / "scripts"
    scripts.mkdir()
    for name, (package, member) in SCRIPTS.items():
        packed = subprocess.run(
            [npm, "pack", "--silent", package], cwd=directory, check=True, capture_output=True
        )
        with tarfile.open(directory / packed.stdout.decode().strip()) as archive:
            script = archive.extractfile(member)
            assert script is not None
            (scripts / name).write_bytes(script.read())
