"""What all tests stand on: no screen, no shop of the user's own, and both databases."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

# Before anything imports Qt: windows are drawn in memory, and pytest-qt takes the binding that we ship.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["PYTEST_QT_API"] = "pyside6"

import pytest
from hypothesis import settings
from pytestqt.qtbot import QtBot
from sqlalchemy import Connection, Engine, event

from orderdesk.domain.values.written import local
from orderdesk.persistence.care.creation import create_database
from orderdesk.persistence.database.engine import Database, open_database
from tests import postgres
from tests.countries import COUNTRIES, Country
from tests.floors import Floors
from tests.patience import LIMIT_MS, UNHURRIED

ROOT = Path(__file__).resolve().parent.parent
KINDS = ["sqlite", "postgresql"]
settings.register_profile("unhurried", deadline=None, suppress_health_check=UNHURRIED)
settings.load_profile("unhurried")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest begins first, so that no process is left alone with it at the end."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(Floors())


class PatientBot(QtBot):
    """Waits for one thing with the limit of all tests, whatever a test says or leaves out."""

    def waitUntil(self, callback: Any, **_: Any) -> None:
        super().waitUntil(callback, timeout=LIMIT_MS)

    def waitSignal(self, signal: Any, **more: Any) -> Any:
        return super().waitSignal(signal, **{**more, "timeout": LIMIT_MS})

    def waitActive(self, widget: Any, **_: Any) -> Any:
        return super().waitActive(widget, timeout=LIMIT_MS)

    def waitExposed(self, widget: Any, **_: Any) -> Any:
        return super().waitExposed(widget, timeout=LIMIT_MS)


@pytest.fixture
def qtbot(qapp: Any, request: pytest.FixtureRequest) -> PatientBot:
    """Keys, clicks and waits in the window."""
    return PatientBot(request)


@pytest.fixture(scope="session", autouse=True)
def own_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep every test, and every program it starts, away from the user's own shop and settings."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("ORDERDESK_DB", raising=False)
        patch.setenv("ORDERDESK_DATA_DIR", str(home / "shop"))
        for kind in ("CONFIG", "DATA", "STATE", "CACHE"):
            patch.setenv(f"XDG_{kind}_HOME", str(home / kind.lower()))
        yield


class Compiled(dict[tuple[object, ...], object]):
    """Compiled statements by the kind of database and not, as an engine keeps them, by the one dialect in use."""

    def get(self, key: tuple[Any, ...], default: object = None) -> object:
        return super().get((key[0].name, *key[1:]), default)

    def __setitem__(self, key: tuple[Any, ...], compiled: object) -> None:
        super().__setitem__((key[0].name, *key[1:]), compiled)


@pytest.fixture(scope="session", autouse=True)
def compiled_once() -> Iterator[None]:
    """Each test opens a database of its own; its statements are the same, and to compile them takes a fifth of all."""
    shared = Compiled()

    def share(connection: Connection) -> None:
        connection.execution_options(compiled_cache=shared)

    event.listen(Engine, "engine_connect", share)
    yield
    event.remove(Engine, "engine_connect", share)


@pytest.fixture(autouse=True)
def own_form() -> Iterator[None]:
    """Each test begins in the form of no shop, and leaves none behind."""
    local.set_shop_form(local.BRITISH)
    yield
    local.set_shop_form(local.BRITISH)


SEED = os.environ.get("ORDERDESK_TEST_SEED") or str(random.randrange(10**6))


@pytest.fixture
def anywhere(request: pytest.FixtureRequest) -> Country:
    """One of the six countries, by chance; what is printed makes the same choice again."""
    code = random.Random(f"{SEED} {request.node.nodeid}").choice(sorted(COUNTRIES))
    print(f"In a shop of {code}; again with ORDERDESK_TEST_SEED={SEED}")
    return COUNTRIES[code]


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[postgres.Server]:
    """One throw-away PostgreSQL for this process of the run."""
    programs = postgres.programs()
    if programs is None:
        # Where both databases are promised a missing one is a failure; at home it is a reason to skip.
        promised = os.environ.get("CI") == "true" or os.environ.get("ORDERDESK_REQUIRE_POSTGRES") == "1"
        (pytest.fail if promised else pytest.skip)("PostgreSQL is not installed")
    with postgres.running(programs) as server:
        yield server


@pytest.fixture
def postgres_url(postgres_server: postgres.Server) -> Iterator[str]:
    """The address of a new, empty PostgreSQL database."""
    with postgres_server.fresh() as url:
        yield url


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """The address of a SQLite file that does not exist yet."""
    return f"sqlite:///{tmp_path / 'shop.db'}"


@pytest.fixture(params=KINDS)
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of a new, empty database; a test that takes it runs on both kinds."""
    url: str = request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "postgres_url")
    return url


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with today's tables and nothing in them, to be copied."""
    path = tmp_path_factory.mktemp("template") / "shop.db"
    create_database(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgres_template(postgres_server: postgres.Server) -> Iterator[str]:
    """The name of a PostgreSQL database with today's tables and nothing in them, to be copied."""
    with postgres_server.fresh() as url:
        create_database(url)
        yield url.rpartition("/")[2]


@pytest.fixture(params=KINDS)
def shop_url(request: pytest.FixtureRequest, sqlite_url: str, tmp_path: Path) -> Iterator[str]:
    """The address of a new shop with today's tables; ten times quicker than to make them in an empty database."""
    if request.param == "sqlite":
        shutil.copyfile(request.getfixturevalue("sqlite_template"), tmp_path / "shop.db")
        yield sqlite_url
        return
    server: postgres.Server = request.getfixturevalue("postgres_server")
    with server.fresh(request.getfixturevalue("postgres_template")) as url:
        yield url


@pytest.fixture
def database(shop_url: str) -> Iterator[Database]:
    """A new shop, open; a test that takes it runs on both kinds."""
    opened = open_database(shop_url)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The real data kept beside the project."""
    folder = ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the folder of real data, ../shared/data, is not here")
    return folder
