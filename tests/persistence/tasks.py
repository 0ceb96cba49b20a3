"""What other processes do to a shop while a test looks on: `python -m tests.persistence.tasks TASK ARGUMENT…`."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import text

from orderdesk.domain.values.errors import OrderDeskError
from orderdesk.persistence.care.backup import backup
from orderdesk.persistence.care.creation import open_or_create
from orderdesk.persistence.care.migrating import migrate
from orderdesk.persistence.database.engine import open_database
from orderdesk.persistence.database.sharing.lock import maintenance_lock, use_lock, window_lock
from orderdesk.persistence.database.unit_of_work import retrying
from tests.patience import LIMIT

ROOT = Path(__file__).resolve().parents[2]


def start(task: str, *arguments: object, **options: Any) -> subprocess.Popen[str]:
    """Start a task in a process of its own; it says what it has to say on its standard output."""
    command = [sys.executable, "-m", "tests.persistence.tasks", task, *map(str, arguments)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options)


def ended(process: subprocess.Popen[str]) -> str:
    """Wait for a task to end well and return what it said."""
    out, complaint = process.communicate(timeout=LIMIT)
    assert process.returncode == 0, complaint
    return out


def said(process: subprocess.Popen[str]) -> str:
    """The next line of a running task."""
    assert process.stdout is not None
    return process.stdout.readline().strip()


def killed(process: subprocess.Popen[str]) -> None:
    """End a task as the power button would."""
    process.kill()
    process.communicate(timeout=LIMIT)


def take(url: str, tries: str) -> None:
    """Read what is left, think, write one less, write the ledger; say how many were taken."""
    database = open_database(url)
    lock = "" if database.dialect == "sqlite" else " FOR UPDATE"
    taken = 0

    def once() -> int:
        with database.writing() as work:
            left = work.connection.scalar(text(f"SELECT left_over FROM scratch_stock WHERE id = 1{lock}"))
            if not left:
                return 0
            time.sleep(0.001)
            work.connection.execute(text("UPDATE scratch_stock SET left_over = :n WHERE id = 1"), {"n": left - 1})
            work.connection.execute(text("INSERT INTO scratch_ledger (quantity) VALUES (-1)"))
        return 1

    for _ in range(int(tries)):
        taken += retrying(once)
    database.close()
    print(taken)


def pairs(url: str) -> None:
    """Write one row into each of two tables, again and again, until killed."""
    database = open_database(url)
    print("ready", flush=True)
    while True:
        with database.writing() as work:
            work.connection.execute(text("INSERT INTO scratch_left (n) VALUES (1)"))
            work.connection.execute(text("INSERT INTO scratch_right (n) VALUES (1)"))


def crossed(url: str, first: str, second: str, tries: str) -> None:
    """Change two rows in the order given, so that two such tasks stand in each other's way."""
    database = open_database(url)

    update = text("UPDATE scratch_stock SET left_over = left_over - 1 WHERE id = :i")

    def once() -> None:
        with database.writing() as work:
            for row in (first, second):
                work.connection.execute(update, {"i": row})
                time.sleep(0.002)

    for _ in range(int(tries)):
        retrying(once)
    database.close()


def change(url: str) -> None:
    """Change the shop once for every line heard; say when it is committed."""
    database = open_database(url)
    print("ready", flush=True)
    for line in sys.stdin:
        with database.writing() as work:
            work.connection.execute(text("INSERT INTO vendors (name) VALUES (:name)"), {"name": line.strip()})
            work.touch("items", "stock")
        print(time.time(), flush=True)
    database.close()


def hold(kind: str, path: str) -> None:
    """Hold a lock until killed, or say why not."""
    takers = {"use": use_lock, "maintenance": maintenance_lock, "window": window_lock}
    try:
        lock = takers[kind](Path(path))
    except OrderDeskError as error:
        print(error, flush=True)
        return
    print("held", flush=True)
    time.sleep(600)
    lock.release()


def limit_files(size: int | None) -> None:
    """Let no file grow above `size` bytes, as if the disk were full; None frees it again."""
    import resource

    unlimited = resource.RLIM_INFINITY
    resource.setrlimit(resource.RLIMIT_FSIZE, (unlimited if size is None else size, unlimited))


def save(url: str, target: str, limit: str) -> None:
    """Back up a shop to a disk that is too small, then to one that is not; say what came of both."""
    database = open_database(url)
    for size in (int(limit), None):
        limit_files(size)
        try:
            backup(database, Path(target), now=datetime.now(UTC), app_version="1")
        except OrderDeskError as error:
            print(f"{type(error).__name__}: {error}")
        else:
            print("done")
        print(sorted(path.name for path in Path(target).parent.iterdir()))
    database.close()


def fill(url: str, limit: str) -> None:
    """Write rows until the disk (a limit on the size of files) is full, free it, and write once more."""
    database = open_database(url)
    limit_files(int(limit))
    kept = 0
    try:
        for number in range(100_000):
            with database.writing() as work:
                work.connection.execute(
                    text("INSERT INTO vendors (name, address) VALUES (:name, :long)"),
                    {"name": f"vendor {number}", "long": "x" * 2000},
                )
            kept += 1
            print(kept, flush=True)
    except OrderDeskError as error:
        print(f"{type(error).__name__}: {error}", flush=True)
    limit_files(None)
    with database.writing() as work:
        work.connection.execute(text("INSERT INTO vendors (name) VALUES ('after')"))
    print(work.connection.closed)
    database.close()


def unprivileged(url: str) -> None:
    """As `opened`, as a user without special rights."""
    _become_nobody()
    opened(url)


def read_on(url: str) -> None:
    """Read a shop, and try to write to it, as a user without special rights; the same again after a line of input."""
    _become_nobody()
    database = open_database(url)
    for last in (False, True):
        with database.reading() as connection:
            print(connection.scalar(text("SELECT count(*) FROM vendors")), flush=True)
        try:
            with database.writing() as work:
                work.connection.execute(text("INSERT INTO vendors (name) VALUES ('late')"))
            print("done", flush=True)
        except OrderDeskError as error:
            print(f"{type(error).__name__}: {error}", flush=True)
        if not last:
            sys.stdin.readline()
    database.close()


def _become_nobody() -> None:
    import pwd

    if os.geteuid() == 0:
        # Root may write anywhere. Everything is loaded first: the new user may not read our program.
        with tempfile.TemporaryDirectory() as folder:
            open_or_create(f"sqlite:///{folder}/shop.db").close()
        nobody = pwd.getpwnam("nobody")
        os.setgroups([])
        os.setgid(nobody.pw_gid)
        os.setuid(nobody.pw_uid)


def opened(url: str) -> None:
    """Open a shop, make it if there is none, and write to it; say what came of it."""
    try:
        database = open_or_create(url)
        with database.writing() as work:
            work.connection.execute(text("INSERT INTO vendors (name) VALUES (:name)"), {"name": str(os.getpid())})
        database.close()
    except OrderDeskError as error:
        print(f"{type(error).__name__}: {error}")
    else:
        print("done")


def upgrade(url: str, backups: str, steps: str, target: str) -> None:
    """Upgrade a shop with the steps of a test; say what was done."""
    print("ready", flush=True)
    try:
        done = migrate(url, Path(backups), datetime.now(UTC), app_version="1", target=int(target), scripts=Path(steps))
    except OrderDeskError as error:
        print(f"{type(error).__name__}: {error}")
    else:
        print(f"{done.before} to {done.after}")


def stall(url: str) -> None:
    """Begin to write and never end."""
    with open_database(url).writing() as work:
        work.connection.execute(text("INSERT INTO vendors (name) VALUES ('never')"))
        print("writing", flush=True)
        time.sleep(600)


def write(url: str, who: str) -> None:
    """Write vendors until killed, saying each one that is kept and how many milliseconds it took."""
    database = open_database(url)
    number = 0
    print("ready", flush=True)
    while True:
        began = time.monotonic()
        with database.writing() as work:
            work.connection.execute(text("INSERT INTO vendors (name) VALUES (:name)"), {"name": f"{who}-{number}"})
        print(number, int((time.monotonic() - began) * 1000), flush=True)
        number += 1
        time.sleep(0.005)


TASKS = {
    task.__name__: task
    for task in (
        take,
        pairs,
        crossed,
        change,
        hold,
        fill,
        opened,
        unprivileged,
        read_on,
        upgrade,
        write,
        save,
        stall,
    )
}

if __name__ == "__main__":
    TASKS[sys.argv[1]](*sys.argv[2:])
