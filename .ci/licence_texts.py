"""The licence texts that a frozen OrderDesk carries: of each library in the lock, of Qt, Python and the fonts."""

from __future__ import annotations

import re
import sysconfig
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = "licences"
_TEXT = re.compile(r"(LICEN[CS]E|COPYING|NOTICE|AUTHORS)", re.IGNORECASE)
# Wheels that bring no text of their own, and the texts in resources/licences that are theirs.
OWN = {
    "pyside6-essentials": ("LGPL-3.txt", "GPL-3.txt"),
    "shiboken6": ("LGPL-3.txt", "GPL-3.txt"),
    "python-bidi": ("LGPL-3.txt", "GPL-3.txt"),
    "pypdfium2": ("Apache-2.0.txt", "BSD-3-Clause.txt"),
}


def libraries() -> list[str]:
    """The names of what the lock needs to run OrderDesk and its parts, without what only the tests need."""
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8").split("\n# test\n")[0]
    return re.findall(r"^([a-z0-9-]+)==", lock, re.MULTILINE)


def texts_of(name: str) -> list[Path]:
    """The licence texts of an installed library; none when it is not installed here."""
    try:
        made = distribution(name)
    except PackageNotFoundError:
        return []
    found = [
        Path(str(made.locate_file(each)))
        for each in made.files or ()
        if _TEXT.search(each.name) or "licenses" in each.parts
    ]
    found = [path for path in found if path.suffix not in (".py", ".pyc")]
    return found + [ROOT / "resources" / FOLDER / each for each in OWN.get(name, ())]


def licence_datas() -> list[tuple[str, str]]:
    """(file, folder in the program) for the builder."""
    python = Path(sysconfig.get_path("stdlib")) / "LICENSE.txt"
    found = [(str(path), f"{FOLDER}/{name}") for name in libraries() for path in texts_of(name)]
    return [*found, *([(str(python), f"{FOLDER}/python")] if python.exists() else []), (str(ROOT / "LICENSE"), FOLDER)]
