"""QR codes: error correction M, versions 1 to 10 (up to 213 bytes), drawn as one path of PDF operators."""

from __future__ import annotations

from functools import cache, lru_cache

from orderdesk.domain.values.errors import Refused

QUIET = 4
"""Blank modules that a scanner needs on every side."""

# By version: check bytes a block, then the data bytes of each block.
_BLOCKS: tuple[tuple[int, tuple[int, ...]], ...] = (
    (10, (16,)),
    (16, (28,)),
    (26, (44,)),
    (18, (32, 32)),
    (24, (43, 43)),
    (16, (27,) * 4),
    (18, (31,) * 4),
    (22, (38, 38, 39, 39)),
    (22, (36, 36, 36, 37, 37)),
    (26, (43, 43, 43, 43, 44)),
)
_ALIGNED: tuple[tuple[int, ...], ...] = (
    (),
    (6, 18),
    (6, 22),
    (6, 26),
    (6, 30),
    (6, 34),
    (6, 22, 38),
    (6, 24, 42),
    (6, 26, 46),
    (6, 28, 50),
)
_FINDER = ("1111111", "1000001", "1011101", "1011101", "1011101", "1000001", "1111111")
_LEVEL_M = 0
_MASK = 2  # every third column is turned over: any mask is valid, and letters and addresses have no such pattern

Grid = list[list[int | None]]


@lru_cache(maxsize=256)
def matrix(text: str) -> tuple[tuple[int, ...], ...]:
    """The modules of `text` row by row, 1 is black, without the quiet zone; refuse more than 213 bytes."""
    data = text.encode()
    version = next((number for number, (_, sizes) in enumerate(_BLOCKS, start=1) if _fits(data, number, sizes)), 0)
    if not version:
        raise Refused("That is too long for a QR code.", field="qr")
    grid = _frame(version)
    _fill(grid, _interleaved(data, version))
    return tuple(tuple(each or 0 for each in row) for row in grid)


def path(text: str) -> tuple[int, str]:
    """Modules a side, and the black ones as rectangles in units of one module, runs of a row joined; y goes up."""
    rows = matrix(text)
    size = len(rows)
    parts = []
    for row, cells in enumerate(rows):
        x = 0
        while x < size:
            end = x
            while end < size and cells[end]:
                end += 1
            if end > x:
                parts.append(f"{x} {size - 1 - row} {end - x} 1 re")
            x = end + 1
    return size, " ".join(parts)


def _fits(data: bytes, version: int, sizes: tuple[int, ...]) -> bool:
    return 4 + _count_bits(version) + 8 * len(data) <= 8 * sum(sizes)


def _count_bits(version: int) -> int:
    return 8 if version < 10 else 16


def _interleaved(data: bytes, version: int) -> bytes:
    """Data and check bytes of all blocks, one of each block in turn."""
    checks, sizes = _BLOCKS[version - 1]
    stream = _padded(data, version, sum(sizes))
    blocks = []
    for size in sizes:
        blocks.append(stream[:size])
        stream = stream[size:]
    tails = [_remainder(block, checks) for block in blocks]
    heads = [block[place] for place in range(max(sizes)) for block in blocks if place < len(block)]
    return bytes(heads + [tail[place] for place in range(checks) for tail in tails])


def _padded(data: bytes, version: int, room: int) -> bytes:
    bits = _count_bits(version)
    value = (4 << bits | len(data)) << 8 * len(data) | int.from_bytes(data, "big")
    used = 4 + bits + 8 * len(data)
    free = 8 * room - used
    value <<= min(4, free)
    used += min(4, free)
    value <<= -used % 8
    stream = value.to_bytes((used + 7) // 8, "big")
    return stream + bytes((0xEC, 0x11) * room)[: room - len(stream)]


@cache
def _powers() -> tuple[list[int], list[int]]:
    """Powers of two and their logarithms in the field of 256."""
    power, log = [1] * 512, [0] * 256
    value = 1
    for place in range(255):
        power[place] = power[place + 255] = value
        log[value] = place
        value <<= 1
        if value > 255:
            value ^= 0x11D
    return power, log


@cache
def _divisor(degree: int) -> tuple[int, ...]:
    power, log = _powers()
    poly = [1]
    for root in range(degree):
        raised = [*poly, 0]
        for place, factor in enumerate(poly):
            raised[place + 1] ^= power[log[factor] + root] if factor else 0
        poly = raised
    return tuple(log[factor] for factor in poly[1:])


def _remainder(block: bytes, degree: int) -> list[int]:
    """Reed-Solomon check bytes of a block."""
    power, log = _powers()
    divisor = _divisor(degree)
    rest = [0] * degree
    for byte in block:
        factor = byte ^ rest.pop(0)
        rest.append(0)
        if factor:
            shift = log[factor]
            for place, each in enumerate(divisor):
                rest[place] ^= power[each + shift]
    return rest


def _frame(version: int) -> Grid:
    return [list(row) for row in _frames(version)]


@cache
def _frames(version: int) -> tuple[tuple[int | None, ...], ...]:
    """Everything but the data: finders, timing, alignment, format and version."""
    size = 17 + 4 * version
    grid: Grid = [[None] * size for _ in range(size)]
    for row, column in ((0, 0), (0, size - 7), (size - 7, 0)):
        _finder(grid, row, column)
    for place in range(8, size - 8):
        grid[6][place] = grid[place][6] = 1 - place % 2
    _alignments(grid, version)
    _format(grid)
    if version >= 7:
        _version(grid, version)
    return tuple(tuple(row) for row in grid)


def _finder(grid: Grid, row: int, column: int) -> None:
    size = len(grid)
    for y in range(max(0, row - 1), min(size, row + 8)):
        for x in range(max(0, column - 1), min(size, column + 8)):
            inside = 0 <= y - row < 7 and 0 <= x - column < 7
            grid[y][x] = int(_FINDER[y - row][x - column]) if inside else 0


def _alignments(grid: Grid, version: int) -> None:
    centres = _ALIGNED[version - 1]
    for row in centres:
        for column in centres:
            # Only the three corners with finders have no alignment pattern; the timing rows are crossed.
            if (row, column) in ((6, 6), (6, centres[-1]), (centres[-1], 6)):
                continue
            for y in range(-2, 3):
                for x in range(-2, 3):
                    grid[row + y][column + x] = int(max(abs(y), abs(x)) != 1)


def _format(grid: Grid) -> None:
    size = len(grid)
    value = _LEVEL_M << 3 | _MASK
    bits = (value << 10 | _checked(value, 10, 0x537)) ^ 0x5412
    for place in range(15):
        bit = bits >> place & 1
        row = place if place < 6 else place + 1 if place < 8 else size - 15 + place
        column = size - 1 - place if place < 8 else 7 if place == 8 else 14 - place
        grid[row][8] = bit
        grid[8][column] = bit
    grid[size - 8][8] = 1


def _version(grid: Grid, version: int) -> None:
    size = len(grid)
    bits = version << 12 | _checked(version, 12, 0x1F25)
    for place in range(18):
        row, column = size - 11 + place % 3, place // 3
        grid[row][column] = grid[column][row] = bits >> place & 1


def _checked(value: int, length: int, divisor: int) -> int:
    rest = value << length
    while rest.bit_length() > length:
        rest ^= divisor << rest.bit_length() - length - 1
    return rest


def _fill(grid: Grid, stream: bytes) -> None:
    """Lay the bits upwards and downwards through pairs of columns from the right, turned over by the mask."""
    size = len(grid)
    bits = f"{int.from_bytes(stream, 'big'):0{8 * len(stream)}b}"
    place, upwards = 0, True
    for right in (*range(size - 1, 6, -2), 5, 3, 1):
        for row in range(size - 1, -1, -1) if upwards else range(size):
            for column in (right, right - 1):
                if grid[row][column] is None:
                    bit = int(bits[place]) if place < len(bits) else 0
                    grid[row][column] = bit ^ (column % 3 == 0)
                    place += 1
        upwards = not upwards
