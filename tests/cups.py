"""A print system of the tests' own: a throw-away CUPS with one printer that writes what it would print into a file."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.patience import LIMIT

_PPD = """*PPD-Adobe: "4.3"
*FormatVersion: "4.3"
*FileVersion: "1.0"
*LanguageVersion: English
*LanguageEncoding: ISOLatin1
*PCFileName: "TESTS.PPD"
*Manufacturer: "Tests"
*Product: "(Tests)"
*ModelName: "Tests"
*ShortNickName: "Tests"
*NickName: "Tests"
*PSVersion: "(3010.000) 0"
*LanguageLevel: "3"
*ColorDevice: False
*DefaultColorSpace: Gray
*FileSystem: False
*cupsVersion: 2.3
*cupsFilter2: "application/vnd.cups-pdf application/pdf 0 -"
*OpenUI *PageSize/Media Size: PickOne
*OrderDependency: 10 AnySetup *PageSize
*DefaultPageSize: A4
*PageSize A4/A4: "<</PageSize[595 842]>>setpagedevice"
*PageSize Letter/Letter: "<</PageSize[612 792]>>setpagedevice"
*CloseUI: *PageSize
*OpenUI *PageRegion: PickOne
*OrderDependency: 10 AnySetup *PageRegion
*DefaultPageRegion: A4
*PageRegion A4/A4: "<</PageSize[595 842]>>setpagedevice"
*PageRegion Letter/Letter: "<</PageSize[612 792]>>setpagedevice"
*CloseUI: *PageRegion
*OpenUI *InputSlot/Tray: PickOne
*OrderDependency: 20 AnySetup *InputSlot
*DefaultInputSlot: Upper
*InputSlot Upper/Upper: ""
*InputSlot Lower/Lower: ""
*CloseUI: *InputSlot
*DefaultImageableArea: A4
*ImageableArea A4: "0 0 595 842"
*ImageableArea Letter: "0 0 612 792"
*DefaultPaperDimension: A4
*PaperDimension A4: "595 842"
*PaperDimension Letter: "612 792"
*MaxMediaWidth: "1000"
*MaxMediaHeight: "10000"
*HWMargins: 0 0 0 0
*CustomPageSize True: "pop pop pop <</PageSize[5 -2 roll]>>setpagedevice"
*ParamCustomPageSize Width: 1 points 36 1000
*ParamCustomPageSize Height: 2 points 36 10000
*ParamCustomPageSize WidthOffset: 3 points 0 0
*ParamCustomPageSize HeightOffset: 4 points 0 0
*ParamCustomPageSize Orientation: 5 int 0 0
*DefaultFont: Courier
"""


@dataclass(frozen=True, slots=True)
class PrintSystem:
    """The running system: its printer, where that prints to, and the environment in which programs find it."""

    printer: str
    out: Path
    environment: dict[str, str]

    def printed(self) -> bytes:
        """What the printer was given last, waited for."""
        until = time.monotonic() + LIMIT
        while time.monotonic() < until:
            if self.out.exists() and self.out.read_bytes().rstrip().endswith(b"%%EOF") and not self._queue():
                return self.out.read_bytes()
            time.sleep(0.1)
        raise AssertionError(f"nothing was printed: {self._queue()}")

    def knows(self, title: str) -> bool:
        """Whether a job of that title was printed, waited for: CUPS writes a job down when it has time."""
        until = time.monotonic() + LIMIT
        while time.monotonic() < until:
            jobs = (self.out.parent / "spool").glob("c*")
            if any(title.encode() in path.read_bytes() for path in jobs):
                return True
            time.sleep(0.1)
        return False

    def _queue(self) -> str:
        return self._said("lpstat", "-o")

    def _said(self, *words: str) -> str:
        program = shutil.which(words[0]) or words[0]
        return subprocess.run(
            [program, *words[1:]], env=self.environment, capture_output=True, text=True, check=False
        ).stdout


def cannot_start() -> str:
    """Why no print system can be started here; empty when one can."""
    if os.geteuid() != 0:
        return "CUPS starts filters of its own as root only"
    if not Path("/usr/share/cups/mime/cupsfilters.types").exists():
        return "cups-filters is not installed"
    missing = [name for name in ("cupsd", "lpadmin", "lp", "lpoptions") if shutil.which(name) is None]
    return f"{', '.join(missing)} is not installed" if missing else ""


@contextmanager
def print_system(folder: Path) -> Iterator[PrintSystem]:
    """Run CUPS in `folder`, which every user may enter."""
    folder.chmod(0o755)
    for name in ("spool", "cache", "state", "root", "log"):
        (folder / name).mkdir()
    port, out = _free_port(), folder / "printed.pdf"
    (folder / "cupsd.conf").write_text(
        f"LogLevel warn\nListen 127.0.0.1:{port}\nBrowsing Off\nDefaultAuthType None\nPreserveJobHistory Yes\n"
        "<Location />\nOrder allow,deny\nAllow all\n</Location>\n"
        "<Policy default>\n<Limit All>\nOrder deny,allow\n</Limit>\n</Policy>\n"
    )
    (folder / "cups-files.conf").write_text(
        f"FileDevice Yes\nServerRoot {folder}/root\nRequestRoot {folder}/spool\nCacheDir {folder}/cache\n"
        f"StateDir {folder}/state\nErrorLog {folder}/log/error\nAccessLog {folder}/log/access\n"
        f"PageLog {folder}/log/page\nSystemGroup root\n"
    )
    environment = {**os.environ, "CUPS_SERVER": f"127.0.0.1:{port}", "LC_ALL": "C"}
    daemon = subprocess.Popen(
        ["cupsd", "-f", "-c", str(folder / "cupsd.conf"), "-s", str(folder / "cups-files.conf")],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        _wait(daemon, environment)
        (folder / "tests.ppd").write_text(_PPD)
        _put_up_printer(folder, out, environment)
        yield PrintSystem("Thermal", out, environment)
    finally:
        daemon.terminate()
        daemon.wait(LIMIT)


def _wait(daemon: subprocess.Popen[bytes], environment: dict[str, str]) -> None:
    until = time.monotonic() + LIMIT
    while subprocess.run(["lpstat", "-r"], env=environment, capture_output=True, check=False).returncode:
        assert daemon.poll() is None, "the print system did not start"
        assert time.monotonic() < until, "the print system is not there"
        time.sleep(0.05)


def _put_up_printer(folder: Path, out: Path, environment: dict[str, str]) -> None:
    """A system that has just begun refuses now and then; where the machine lets none be set up, the test is skipped."""
    command = ["lpadmin", "-p", "Thermal", "-E", "-v", f"file:{out}", "-P", str(folder / "tests.ppd")]
    for _ in range(60):
        done = subprocess.run(command, env=environment, check=False, capture_output=True, text=True)
        if not done.returncode:
            return
        time.sleep(0.5)
    pytest.skip(f"no printer can be set up on this machine: {done.stderr.strip()}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
