#!/usr/bin/env python3
"""Write requirements.lock anew from pyproject.toml: exact versions, the hashes of every published file, no address.

Run it in the development environment (`pip install -e ".[dev]"`): `python .ci/lock.py`, with `--upgrade` to move to the
newest versions that pyproject.toml allows. The first part of the lock is what OrderDesk needs to run; each further part
stands under its name ("# einvoice"), and the last ("# test") is needed by `python3 start.py test` only.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
PARTS = ("postgres", "einvoice")
HEADER = (
    "# Exact versions and the sha256 hashes of every file of each, for all systems; made by `python .ci/lock.py`.\n"
    "# First what is needed to run OrderDesk, then its parts by their names; `# test` is needed by the tests only.\n"
)
# What pyproject.toml overrides away (the downloader of a library whose data alone we read) is for no system.
NOWHERE = "sys_platform == 'never'"
RESOLVE = (
    "pip", "compile", "pyproject.toml", "--universal", "--python-version", "3.11", "--generate-hashes",
    "--no-header", "--no-annotate", "--quiet",
)  # fmt: skip


def main() -> None:
    """Resolve both parts, keeping today's versions unless asked to upgrade, and write the lock."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "requirements.lock"
        if LOCK.exists() and "--upgrade" not in sys.argv[1:]:
            target.write_text(LOCK.read_text(encoding="utf-8"), encoding="utf-8")
        # Tests first: each smaller set then keeps the very versions that the largest one settled on.
        everything = resolved(target, "--extra", "test")
        settled = target.read_text(encoding="utf-8")
        parts = {}
        for name in PARTS:
            target.write_text(settled, encoding="utf-8")
            parts[name] = resolved(target, "--extra", name)
        needed = resolved(target)
    # Parts are installed one by one, so each is whole; what the tests need comes on top of them all.
    parts = {name: [each for each in packages if each not in needed] for name, packages in parts.items()}
    known = [*needed, *(each for packages in parts.values() for each in packages)]
    parts["test"] = [each for each in everything if each not in known]
    text = HEADER + "".join(needed) + "".join(f"# {name}\n{''.join(packages)}" for name, packages in parts.items())
    if "://" in text:
        raise SystemExit("The lock would name an address; it was left as it is.")
    LOCK.write_text(text, encoding="utf-8")
    more = ", ".join(f"{len(packages)} for {name}" for name, packages in parts.items())
    print(f"{LOCK.name}: {len(needed)} packages to run; {more}.")


def resolved(target: Path, *extra: str) -> list[str]:
    """Each pinned package with its hashes, as blocks of text in order of name."""
    command = [sys.executable, "-m", "uv", *RESOLVE, "--output-file", str(target), *extra]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    blocks = re.findall(r"^[^\s#].*\n(?:[ \t]+.*\n)*", target.read_text(encoding="utf-8"), re.MULTILINE)
    return [block for block in blocks if NOWHERE not in block.partition("\n")[0]]


if __name__ == "__main__":
    main()
