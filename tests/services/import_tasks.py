"""An import in a process of its own, to be killed: `python -m tests.services.import_tasks DATABASE-URL KIND FILE PART`.

PART is how much is kept at once, in cells.
"""

from __future__ import annotations

import sys
from pathlib import Path

from orderdesk.persistence.database.engine import open_database
from orderdesk.services.desk import Desk
from orderdesk.services.imports import running
from orderdesk.services.imports.importing import plan_import, run_import


def main(url: str, kind: str, path: str, part: str) -> None:
    """Say "writing" once the first record is being written, and the batch when it is kept."""
    running.PART = int(part)
    desk = Desk(open_database(url))
    said: set[str] = set()

    def progress(done: int, whole: int, what: str) -> None:
        if what not in said:
            said.add(what)
            print(what, flush=True)

    plan = plan_import(desk, kind, Path(path))
    result = run_import(desk, plan, progress=progress)
    desk.database.close()
    print(result.batch_id, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
