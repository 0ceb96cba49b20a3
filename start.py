#!/usr/bin/env python3
"""Start OrderDesk, or test it, on a machine that has only Python 3.11 or newer.

python3 start.py              open the window on your shop; the first time on the ways to begin one, or to look around
                              in the sample shop (without a display: print the sample's papers)
python3 start.py VERB ...     any verb of the command line, such as `check --deep`
python3 start.py test [...]   run all tests, or pytest with these arguments
python3 start.py add PART     add a part that few shops need: postgres (several PCs), einvoice (EN 16931)
"""

from __future__ import annotations

import ctypes
import functools
import hashlib
import importlib.util
import os
import re
import shlex
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
STAMP = VENV / "orderdesk.stamp"
TESTS = "test"
LOCK = ROOT / "requirements.lock"
DEMO = ROOT / "demo"
ROOM_FOR_TESTS = 4_000_000_000
# Three processes keep two cores busy, for one or the other waits for a key or a server. Files go out in the order of
# tests/conftest.py, not by how many tests they hold: a few of the longest hold few. One that crashes has failed, and is
# not begun anew: the last of the run would wait for it for ever.
SIDE_BY_SIDE = ["-n", "3", "--dist", "loadfile", "--no-loadscope-reorder", "--max-worker-restart", "0"]
say = functools.partial(print, flush=True)

# What Qt loads from the system and Debian does not always have: library and package.
QT_LIBRARIES = {
    "libGL.so.1": "libgl1", "libEGL.so.1": "libegl1", "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1", "libglib-2.0.so.0": "libglib2.0-0", "libgthread-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3", "libX11.so.6": "libx11-6",
}  # fmt: skip
# And what a window on an X display needs besides.
DISPLAY_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0", "libxcb-icccm.so.4": "libxcb-icccm4", "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb-keysyms.so.1": "libxcb-keysyms1", "libxcb-image.so.0": "libxcb-image0",
    "libxcb-shape.so.0": "libxcb-shape0", "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-randr.so.0": "libxcb-randr0", "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}  # fmt: skip


# What the tests bring up for themselves: a display, what presses its keys, and a print system with its kinds of files.
TEST_PROGRAMS = {"Xvfb": "xvfb", "xdotool": "xdotool", "cupsd": "cups-daemon cups-filters", "lpadmin": "cups-client"}


def main(arguments: list[str]) -> int:
    """Prepare what is missing, then hand over to the program or to its tests; the answer is the exit code."""
    testing, adding = arguments[:1] == ["test"], arguments[:1] == ["add"]
    wanted = parts() if testing else known(arguments[1:]) if adding else set()
    try:
        install_system_packages(missing_packages(testing))
        if not prepared(wanted):
            prepare(wanted)
    except KeyboardInterrupt:
        return 130
    except (OSError, subprocess.CalledProcessError) as failure:
        raise SystemExit(
            f"OrderDesk could not be prepared: {failure}\n"
            "Check the network connection, the free space and that this folder may be written; then start again."
        ) from None
    if adding:
        say(f"Here now: {', '.join(sorted(wanted))}.")
        return 0
    return hand_over(test_command(arguments[1:]) if testing else desk_command(arguments))


def too_old(version: tuple[int, ...]) -> str | None:
    """The sentence for a Python that is too old, or nothing."""
    found = ".".join(map(str, version))
    sentence = f"OrderDesk needs Python 3.11 or newer, and this is Python {found}: start it with a newer python3."
    return sentence if version < (3, 11) else None


def missing_packages(testing: bool) -> list[str]:
    """The system packages that are needed here and not there, by their Debian names."""
    missing = []
    if not PYTHON.exists() and importlib.util.find_spec("ensurepip") is None:
        missing.append("python{}.{}-venv".format(*sys.version_info[:2]))
    if sys.platform == "linux":
        libraries = QT_LIBRARIES | (DISPLAY_LIBRARIES if testing or os.environ.get("DISPLAY") else {})
        missing += [package for name, package in libraries.items() if not loads(name)]
        if testing:
            missing += [each for name, its in TEST_PROGRAMS.items() if not there(name) for each in its.split()]
        if testing and not (shutil.which("initdb") or any(Path("/usr/lib/postgresql").glob("*/bin/initdb"))):
            missing.append("postgresql")
    return list(dict.fromkeys(missing))


def loads(library: str) -> bool:
    """Whether the system's loader finds this library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def there(program: str) -> bool:
    """Whether the program is there, also where only an administrator's search path leads to it."""
    return any(shutil.which(place) for place in (program, f"/usr/sbin/{program}"))


def install_system_packages(packages: list[str]) -> None:
    """Install them by apt where that is allowed; else say the exact command and stop."""
    if not packages:
        return
    names = " ".join(packages)
    if not shutil.which("apt-get"):
        say(f"Not found here, by their Debian names: {names}. If it does not start, install what your system calls so.")
        return
    rights = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if rights and (not shutil.which("sudo") or subprocess.run([*rights, "true"], capture_output=True).returncode):
        raise SystemExit(
            f"Some system packages are missing: {names}. Install them with this command, then start again:\n"
            f"  sudo apt-get update && sudo apt-get install -y --no-install-recommends {names}"
        )
    say(f"Installing these system packages with apt-get: {names}")
    apt = [*rights, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    subprocess.run([*apt, "update"], check=True)
    subprocess.run([*apt, "install", "-y", "--no-install-recommends", *packages], check=True, stdout=subprocess.DEVNULL)


def fingerprint() -> str:
    """Changes whenever .venv must be brought up to date: lock, project file, Python, or place."""
    seen = hashlib.sha256(f"{sys.version}\n{ROOT}\n".encode())
    for file in (LOCK, ROOT / "pyproject.toml"):
        seen.update(file.read_bytes())
    return seen.hexdigest()


def known(words: list[str]) -> set[str]:
    """The parts asked for; says which there are where one is not."""
    optional = parts() - {TESTS}
    if not words or not set(words) <= optional:
        raise SystemExit(f"Say which part to add: {' or '.join(sorted(optional))}.")
    return set(words)


def prepared(wanted: set[str]) -> bool:
    """Whether .venv holds the program and these parts, as they are locked now."""
    mark, held = stamped()
    return mark == fingerprint() and PYTHON.exists() and wanted <= held


def stamped() -> tuple[str, set[str]]:
    """What .venv was made from, and the parts that it holds."""
    words = STAMP.read_text(encoding="utf-8").split() if STAMP.exists() else []
    return (words[0], set(words[1:])) if words else ("", set())


def prepare(wanted: set[str]) -> None:
    """Make .venv or bring it up to date: exactly the locked packages, and OrderDesk itself from this folder."""
    held = wanted | stamped()[1] & parts()
    if not usable():
        say(f"Making the environment {VENV}")
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=True)
    STAMP.unlink(missing_ok=True)
    more = f" and those of {', '.join(sorted(held))}" if held else ""
    say(f"Installing the locked packages{more} (a minute or two, this once)")
    lock = VENV / "wanted.lock"
    lock.write_text(locked(held), encoding="utf-8")
    pip = [str(PYTHON), "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    subprocess.run([*pip, "--no-deps", "--require-hashes", "-r", str(lock)], check=True)
    install_desk()
    STAMP.write_text(" ".join([fingerprint(), *sorted(held)]), encoding="utf-8")


def usable() -> bool:
    """Whether .venv has a Python of this version, with pip."""
    same = f"import pip, sys; sys.exit(sys.version_info[:2] != {sys.version_info[:2]})"
    return PYTHON.exists() and subprocess.run([str(PYTHON), "-c", same], capture_output=True).returncode == 0


def locked_parts() -> dict[str, str]:
    """The lock by part: what all need under the empty name, then each part under the line that names it."""
    needed, *rest = re.split(r"^# (\w+)\n", LOCK.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {"": needed, **dict(zip(rest[::2], rest[1::2], strict=True))}


def parts() -> set[str]:
    """The names of the parts that can be added, that of the tests among them."""
    return set(locked_parts()) - {""}


def locked(held: set[str]) -> str:
    """The lock of what all need and of these parts; a package that two of them need stands once."""
    wanted = "".join(text for name, text in locked_parts().items() if not name or name in held)
    return "".join(dict.fromkeys(re.findall(r"^\S.*\n(?:[ \t]+.*\n)*", wanted, re.MULTILINE)))


def install_desk() -> None:
    """Let .venv see this folder, and give it the command `orderdesk`."""
    packages = Path(sysconfig.get_path("purelib", scheme="venv", vars={"base": str(VENV)}))
    (packages / "orderdesk.pth").write_text(f"{ROOT}\n", encoding="locale")
    if os.name == "nt":
        (BIN / "orderdesk.cmd").write_text('@"%~dp0python.exe" -P -m orderdesk %*\n', encoding="ascii")
    else:
        command = BIN / "orderdesk"
        command.write_text(f'#!/bin/sh\nexec {shlex.quote(str(PYTHON))} -P -m orderdesk "$@"\n', encoding="utf-8")
        command.chmod(0o755)


def desk_command(arguments: list[str]) -> list[str]:
    """The program: with the words given, else its window, or the papers of the sample shop without a display."""
    if not arguments and sys.platform == "linux":
        if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
            os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
            say(f"No display here: one sample order goes through its whole life; papers and pictures come into {DEMO}")
            arguments = ["demo", "--headless", "--out", str(DEMO)]
    return [str(PYTHON), "-P", "-m", "orderdesk", *arguments]


def test_command(arguments: list[str]) -> list[str]:
    """The tests: all of them, or those that the arguments name."""
    os.chdir(ROOT)
    if sys.platform == "linux":
        os.environ.setdefault("ORDERDESK_REQUIRE_POSTGRES", "1")
    # The tests start the program some hundred times; where compiled modules are not kept, each start takes a second.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = str(VENV / "compiled")
    # Nothing of a test is to outlive it, so its shops need not reach the disk: that halves the time.
    memory = Path("/dev/shm")  # noqa: S108  only the root of it is looked at; pytest makes folders of its own there
    if memory.is_dir() and shutil.disk_usage(memory).free > ROOM_FOR_TESTS:
        os.environ.setdefault("TMPDIR", str(memory))
    return [str(PYTHON), "-m", "pytest", *SIDE_BY_SIDE, *arguments]


def hand_over(command: list[str]) -> int:
    """Become that command where the system can; else wait for its exit code."""
    if os.name != "nt":
        os.execv(command[0], command)
    return subprocess.call(command)


if __name__ == "__main__":
    raise SystemExit(too_old(sys.version_info[:3]) or main(sys.argv[1:]))
