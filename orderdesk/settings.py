"""What is set on this PC and not in the shop's database: where that is, and the printers."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from orderdesk.domain.values.errors import BadInput, StorageFailed

DATABASE = "shop.db"
CONFIG = "config.toml"
LOG = "orderdesk.log"
BACKUPS = "backups"
SAMPLE = "sample"
"""The folder beside the owner's own shop in which the sample shop lies."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one PC. An empty `database` means the file shop.db in `data_dir`. `printers` names a printer by
    paper ("invoice": "Office"), `sizes` its sheet and `trays` its tray, `drawer` what the cash drawer hangs on, `till`
    the one that this PC works at; `fault` is a switch for fault tests; `sample` says that they are those of the sample
    shop. The window keeps itself how it looks."""

    data_dir: Path
    database: str = ""
    user: str = "owner"
    printers: Mapping[str, str] = field(default_factory=dict)
    sizes: Mapping[str, str] = field(default_factory=dict)
    trays: Mapping[str, str] = field(default_factory=dict)
    drawer: str = ""
    till: str = ""
    allow_network: bool = False
    fault: str = ""
    sample: bool = False

    @property
    def config(self) -> Path:
        """The file these settings are kept in."""
        return self.data_dir / CONFIG

    @property
    def log(self) -> Path:
        """Where a fault of the program is written down."""
        return self.data_dir / LOG


def load(
    *,
    data_dir: str | None = None,
    database: str | None = None,
    user: str | None = None,
    allow_network: bool = False,
    environ: Mapping[str, str] | None = None,
) -> Settings:
    """The settings from config.toml, then the environment, then what was given; the later wins.

    Raises `BadInput` for a config.toml that cannot be read, naming the line or the setting.
    """
    around = os.environ if environ is None else environ
    folder = Path(data_dir or around.get("ORDERDESK_DATA_DIR") or _home()).expanduser().absolute()
    kept = _kept(folder / CONFIG)
    # A folder that was named means the shop in it, whatever the environment says.
    named = database or ("" if data_dir else around.get("ORDERDESK_DB", ""))
    return Settings(
        data_dir=folder,
        database=named or _text(kept, "database"),
        user=user or _text(kept, "user") or "owner",
        printers=_texts(kept, "printers"),
        sizes=_texts(kept, "sizes"),
        trays=_texts(kept, "trays"),
        drawer=_text(kept, "drawer"),
        till=_text(kept, "till"),
        allow_network=allow_network or _flag(kept, "allow_network"),
        fault=around.get("ORDERDESK_FAULT", ""),
    )


def sample_of(own: Settings) -> Settings:
    """The settings of the sample shop, which never touches the `own` one: it has a folder to itself."""
    return replace(load(data_dir=str(own.data_dir / SAMPLE), environ={}), sample=True)


def save(settings: Settings, *, database: str | None = None) -> None:
    """Keep what a person chose in the window; the address of the database stays as it was written in the file unless
    another one is given."""
    kept = _kept(settings.config) | ({} if database is None else {"database": database})
    head: dict[str, Any] = {name: kept[name] for name in ("database", "user", "allow_network") if name in kept}
    head |= {name: value for name in ("drawer", "till") if (value := getattr(settings, name))}
    lines = [f"{name} = {_toml(value)}" for name, value in head.items()]
    for table in ("printers", "sizes", *(["trays"] if settings.trays else [])):
        chosen: Mapping[str, str] = getattr(settings, table)
        lines += ["", f"[{table}]", *(f"{_toml(paper)} = {_toml(value)}" for paper, value in sorted(chosen.items()))]
    _write(settings.config, "\n".join(lines) + "\n")


def old_look(config: Path) -> tuple[str, float | None]:
    """The theme ("" for none) and scale (1.25 for 125 percent) that older versions kept in config.toml."""
    kept = _kept(config)
    theme, percent = kept.get("theme"), kept.get("scale")
    return theme if isinstance(theme, str) else "", percent / 100 if type(percent) is int else None


def _home() -> str:
    from platformdirs import user_data_dir

    return user_data_dir("OrderDesk", appauthor=False)


def _kept(path: Path) -> dict[str, Any]:
    try:
        text = path.read_text(encoding="utf-8")
        import tomllib  # here, as most PCs start with nothing set

        return tomllib.loads(text)
    except FileNotFoundError:
        return {}
    except ValueError as error:
        raise BadInput(f"{path} cannot be read: {error}. Correct it, or move it away.") from None
    except OSError as error:
        raise StorageFailed(f"{path} cannot be read: {error.strerror}.") from None


def _text(kept: Mapping[str, Any], name: str) -> str:
    value = kept.get(name, "")
    if not isinstance(value, str):
        raise BadInput(f"In {CONFIG}, {name} must be a text in quotes.", field=name)
    return value


def _texts(kept: Mapping[str, Any], name: str) -> dict[str, str]:
    table = kept.get(name, {})
    if not isinstance(table, dict) or not all(isinstance(value, str) for value in table.values()):
        raise BadInput(f'In {CONFIG}, [{name}] must hold lines such as invoice = "…".', field=name)
    return dict(table)


def _flag(kept: Mapping[str, Any], name: str) -> bool:
    value = kept.get(name, False)
    if type(value) is not bool:
        raise BadInput(f"In {CONFIG}, {name} must be true or false.", field=name)
    return value


def _toml(value: str | int | bool) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(letter if letter.isprintable() else f"\\u{ord(letter):04x}" for letter in escaped) + '"'


def _write(path: Path, text: str) -> None:
    scratch = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        scratch.write_text(text, encoding="utf-8")
        scratch.replace(path)
    except OSError as error:
        raise StorageFailed(f"{path} cannot be written: {error.strerror}. Nothing was kept.") from None
