"""Writes which characters the shipped fonts draw, game/content/data/glyphs.txt, from the fonts themselves.

python -m tests.fonts
"""

from __future__ import annotations

import struct
from pathlib import Path

from game import paths
from game.content.checks import unknown_glyph


def coverage() -> str:
    """Return the ranges of characters that every shipped face has, one a line, in hexadecimal."""
    faces = [_characters(path.read_bytes()) for path in sorted((paths.assets_dir() / "fonts").glob("*.ttf"))]
    assert len(faces) > 5
    common = sorted(set.intersection(*faces))
    ranges: list[list[int]] = []
    for code in common:
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "".join(f"{first:x} {last:x}\n" for first, last in ranges)


def _characters(data: bytes) -> set[int]:
    """Return the characters of a TrueType font: its `cmap` of the form 4 (OpenType specification)."""
    tables = struct.unpack(">H", data[4:6])[0]
    heads = [struct.unpack(">4s4xI", data[12 + 16 * n : 24 + 16 * n]) for n in range(tables)]
    start = next(offset for tag, offset in heads if tag == b"cmap")
    count = struct.unpack(">H", data[start + 2 : start + 4])[0]
    found: set[int] = set()
    for number in range(count):
        at = start + struct.unpack(">I", data[start + 8 + 8 * number : start + 12 + 8 * number])[0]
        if struct.unpack(">H", data[at : at + 2])[0] == 4:
            found |= _segments(data, at)
    return found


def _segments(data: bytes, at: int) -> set[int]:
    segments = struct.unpack(">H", data[at + 6 : at + 8])[0] // 2

    def row(number: int) -> tuple[int, ...]:
        begin = at + 14 + 2 * segments * number + (2 if number else 0)
        return struct.unpack(f">{segments}H", data[begin : begin + 2 * segments])

    ends, starts, deltas, offsets = row(0), row(1), row(2), row(3)
    places = at + 14 + 2 * segments * 3 + 2
    found = set()
    for n in range(segments):
        for code in range(starts[n], min(ends[n], 0xFFFE) + 1):
            glyph = code
            if offsets[n]:
                place = places + 2 * n + offsets[n] + 2 * (code - starts[n])
                glyph = struct.unpack(">H", data[place : place + 2])[0]
                if not glyph:
                    continue
            if (glyph + deltas[n]) & 0xFFFF:
                found.add(code)
    return found


FILE: Path = unknown_glyph.FILE

if __name__ == "__main__":
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(coverage(), encoding="ascii")
