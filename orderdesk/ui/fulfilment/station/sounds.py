"""The sounds of the station, made here and played by what every system has, without a wait and without a fault."""

from __future__ import annotations

import math
import shutil
import struct
import sys
import wave
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from io import BytesIO
from pathlib import Path

from PySide6.QtCore import QProcess, QStandardPaths

from orderdesk.domain.fulfilment.station.scans import ScanKind

RATE = 22_050
_FADE = RATE // 200
_LOUDNESS = 0.6
_RIGHT, _WRONG, _TWIN, _MANY, _CLICKS, _RISING = "right", "wrong", "twin", "too-many", "not-known", "packed"
Tone = tuple[int, int]
"""Hertz (0: silence) and milliseconds."""
TONES: dict[str, tuple[Tone, ...]] = {
    _RIGHT: ((1_320, 80),),
    _MANY: ((660, 120), (0, 60), (660, 120)),
    _WRONG: ((180, 400),),
    _TWIN: ((180, 150), (360, 150), (180, 150), (360, 150)),
    _CLICKS: ((2_000, 12), (0, 70), (2_000, 12)),
    _RISING: ((660, 90), (880, 90), (1_100, 140)),
}
_OF_KIND = {
    ScanKind.RIGHT: _RIGHT,
    ScanKind.BY_HAND: _RIGHT,
    ScanKind.TOO_MANY: _MANY,
    ScanKind.WRONG: _WRONG,
    ScanKind.WRONG_LABEL: _WRONG,
    ScanKind.UNKNOWN: _CLICKS,
    ScanKind.PACKED: _RISING,
    ScanKind.LABEL: _RISING,
}
# What plays a file on Linux, the likeliest first.
_PLAYERS = (("pw-play",), ("paplay",), ("aplay", "-q"))


def wav(tones: Sequence[Tone]) -> bytes:
    """A WAV file of tones one after the other, each fading in and out so that nothing cracks."""
    made = BytesIO()
    with wave.open(made, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(b"".join(_tone(*each) for each in tones))
    return made.getvalue()


def _tone(hertz: int, milliseconds: int) -> bytes:
    count = RATE * milliseconds // 1_000
    fade = min(_FADE, count // 2)
    heights = (
        math.sin(2 * math.pi * hertz * at / RATE) * min(1.0, at / fade, (count - 1 - at) / fade) for at in range(count)
    )
    return struct.pack(f"<{count}h", *(round(height * _LOUDNESS * 32_767) for height in heights))


def player() -> tuple[str, ...]:
    """The program that plays a file here; () where there is none, and on Windows, which plays by itself."""
    wanted = (("afplay",),) if sys.platform == "darwin" else _PLAYERS if sys.platform != "win32" else ()
    return next((each for each in wanted if shutil.which(each[0])), ())


class Sounds:
    """Plays the sound of a scan; a PC without audio is silent, and nobody waits for it."""

    def __init__(self) -> None:
        self._player = player()

    def play(self, kind: ScanKind, *, twin: bool = False) -> None:
        """Sound what was scanned, `twin` in the place of the right item; what has no sound of its own is silent."""
        name = _TWIN if twin else _OF_KIND.get(kind)
        path = _file(name) if name else None
        if path is None:
            return
        if sys.platform == "win32":
            import winsound

            with suppress(RuntimeError):
                winsound.PlaySound(str(path), winsound.SND_FILENAME | winsound.SND_ASYNC | winsound.SND_NODEFAULT)
        elif self._player:
            process = QProcess()
            process.setProgram(self._player[0])
            process.setArguments([*self._player[1:], str(path)])
            process.setStandardOutputFile(QProcess.nullDevice())
            process.setStandardErrorFile(QProcess.nullDevice())
            process.startDetached()


@cache
def _file(name: str) -> Path | None:
    """The sound as a file, which is what players take; None where no folder lets us write."""
    for place in (QStandardPaths.StandardLocation.GenericCacheLocation, QStandardPaths.StandardLocation.TempLocation):
        folder = Path(QStandardPaths.writableLocation(place)) / "orderdesk" / "sounds"
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            path = folder / f"{name}.wav"
            path.write_bytes(wav(TONES[name]))
            return path
    return None
