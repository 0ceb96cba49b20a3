"""A throw-away PostgreSQL for the tests: made in half a second, gone with the last test."""

from __future__ import annotations

import itertools
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import URL, make_url

from tests.patience import LIMIT

OWNER = "od"
# Nothing here must survive a power cut, so nothing waits for the disk.
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off")


@dataclass(frozen=True)
class Server:
    """A running server; every `fresh` database starts as an exact copy of `template`."""

    port: int
    count: Iterator[int] = field(default_factory=itertools.count)

    def url(self, database: str) -> str:
        """The address of one of its databases, as OrderDesk takes it."""
        return f"postgresql+psycopg://{OWNER}@127.0.0.1:{self.port}/{database}"

    @contextmanager
    def fresh(self, template: str = "template0") -> Iterator[str]:
        """The address of a new database, dropped afterwards whoever is still connected."""
        name = f"test_{next(self.count)}"
        # Copying the files takes 30 ms for a shop's tables; making the tables anew takes 350 ms.
        create = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY")
        self.execute(create.format(sql.Identifier(name), sql.Identifier(template)))
        try:
            yield self.url(name)
        finally:
            self.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    def execute(self, statement: sql.Composed) -> None:
        """Run one statement about whole databases."""
        with psycopg.connect(self.address, autocommit=True) as connection:
            connection.execute(statement)

    @property
    def address(self) -> str:
        """Where its housekeeping database is, as psycopg takes it."""
        return f"postgresql://{OWNER}@127.0.0.1:{self.port}/postgres"


def plain(url: str | URL) -> str:
    """The address of a database as psycopg takes it."""
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


def programs() -> Path | None:
    """The folder of PostgreSQL's programs: Debian's newest version, or what stands on the path."""
    debian = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if debian:
        return max(debian, key=lambda folder: int(folder.parent.name))
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


@contextmanager
def running(folder_of_programs: Path) -> Iterator[Server]:
    """A new server on a free loopback port, stopped and deleted afterwards."""
    # Not in pytest's own folder: that one is closed to the user postgres, and the server refuses to run as root.
    folder = Path(tempfile.mkdtemp(prefix="orderdesk-postgres-"))
    as_user = unprivileged(folder)
    try:
        make_cluster(folder_of_programs, folder, as_user)
        process, port = start(folder_of_programs, folder, as_user)
        try:
            yield Server(port)
        finally:
            # SIGINT ends the sessions that are still open; a plain SIGTERM would wait for them.
            process.send_signal(signal.SIGTERM if sys.platform == "win32" else signal.SIGINT)
            process.wait(timeout=LIMIT)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def unprivileged(folder: Path) -> dict[str, Any]:
    """How to start a program as the user postgres when we are root; the folder is given to that user."""
    if sys.platform == "win32" or os.geteuid() != 0:
        return {"cwd": folder}
    shutil.chown(folder, "postgres", "postgres")
    return {"cwd": folder, "user": "postgres", "group": "postgres", "extra_groups": []}


def make_cluster(folder_of_programs: Path, folder: Path, as_user: dict[str, Any]) -> None:
    """Write an empty cluster with UTF-8 text and code point order, the same on every machine."""
    locale = "C.UTF-8" if sys.platform == "linux" else "C"
    options = ["-A", "trust", "-U", OWNER, "-E", "UTF8", f"--locale={locale}", "--no-sync"]
    command = [str(folder_of_programs / "initdb"), *options, "-D", str(folder / "data")]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, **as_user)


def start(folder_of_programs: Path, folder: Path, as_user: dict[str, Any]) -> tuple[subprocess.Popen[bytes], int]:
    """Start the server; another program may take the free port first, so try a few."""
    settings = [word for setting in (*FAST, "listen_addresses=127.0.0.1") for word in ("-c", setting)]
    for _ in range(5):
        port = free_port()
        places = ["-D", str(folder / "data"), "-k", str(folder), "-p", str(port)]
        with (folder / "server.log").open("wb") as log:
            command = [str(folder_of_programs / "postgres"), *places, *settings]
            process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT, **as_user)
        if answers(process, port):
            return process, port
    raise RuntimeError((folder / "server.log").read_text(errors="replace"))


def answers(process: subprocess.Popen[bytes], port: int) -> bool:
    """Wait until the server takes connections; no if it ended instead."""
    give_up = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < give_up:
        try:
            psycopg.connect(Server(port).address).close()
        except psycopg.OperationalError:
            time.sleep(0.02)
        else:
            return process.poll() is None
    return False


def free_port() -> int:
    """A loopback port that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
