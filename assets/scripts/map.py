"""Make `assets/map/world.npz`, the outlines of the countries, from Natural Earth 1:50m in TopoJSON.

Source: npm package `world-atlas` 2.0.2, file `countries-50m.json` (packaging ISC, data Natural Earth 4.1.0, public domain).
Needs NumPy. The format of the result is described in `assets/README.md`.

Every arc (the piece of a border between two junctions) is thinned once, by Douglas-Peucker with a tolerance of 0.04 degrees, and used by
both of its neighbours, so borders still meet. That gives as many points as keeping one every 0.25 degrees, but three times nearer to the
coast. Segments longer than 3 degrees (the 49th parallel) get points in between, or they would be cut short in a polar projection.
Left out: Antarctica (it surrounds the antipode of the map's centre and cannot be filled there), holes (what lies in them is drawn
later, being smaller), and islands below 0.12 degrees unless they are the largest of their entry.

    python assets/scripts/map.py SOURCE_DIR
"""

from __future__ import annotations

import json
import sys
from itertools import pairwise
from typing import Any

import numpy as np
from common import ASSETS, find_one, report, source_dir
from numpy.typing import NDArray

Line = NDArray[np.float64]

TOLERANCE = 0.04
LONGEST = 3.0
SMALLEST = 0.12
SEAM = 179.99
LEFT_OUT = ("Antarctica",)
CRIMEA = "Crimea (disputed)"
CRIMEA_INSIDE = (34.5, 45.2)


def decode(topology: dict[str, Any]) -> list[Line]:
    """Return the arcs in degrees, longitude and latitude per row."""
    scale, shift = (np.array(topology["transform"][key]) for key in ("scale", "translate"))
    return [np.cumsum(np.array(arc), axis=0) * scale + shift for arc in topology["arcs"]]


def thin(arc: Line) -> Line:
    """Drop the points nearer than the tolerance to the line without them; ends and points on the 180th meridian stay."""
    flat = arc * [np.cos(np.radians(arc[:, 1].mean())), 1.0]
    keep = np.abs(arc[:, 0]) > SEAM
    keep[[0, -1]] = True
    fixed = np.flatnonzero(keep)
    todo = list(pairwise(fixed.tolist()))
    while todo:
        first, last = todo.pop()
        if last - first < 2:
            continue
        chord, offsets = flat[last] - flat[first], flat[first + 1 : last] - flat[first]
        length = float(np.hypot(*chord))
        if length < 1e-9:
            away = np.hypot(offsets[:, 0], offsets[:, 1])
        else:
            away = np.abs(chord[0] * offsets[:, 1] - chord[1] * offsets[:, 0]) / length
        worst = int(away.argmax())
        if away[worst] > TOLERANCE:
            middle = first + 1 + worst
            keep[middle] = True
            todo += [(first, middle), (middle, last)]
    return np.asarray(arc[keep])


def fill_in(arc: Line) -> Line:
    """Put points on segments longer than `LONGEST` degrees, evenly in longitude and latitude; not on the step from 180 to -180."""
    pieces = [arc[:1]]
    for start, end in pairwise(arc):
        longest = float(np.abs(end - start).max())
        count = max(1, int(np.ceil(longest / LONGEST))) if longest < 180 else 1
        pieces.append(start + (end - start) * (np.arange(1, count + 1) / count)[:, None])
    return np.concatenate(pieces)


def rings_of(geometry: dict[str, Any], arcs: list[Line]) -> list[Line]:
    """Return the outer rings of a country, each without its first point repeated at the end."""
    polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
    return [np.concatenate([(arcs[i] if i >= 0 else arcs[~i][::-1])[:-1] for i in polygon[0]]) for polygon in polygons]


def unwrapped(ring: Line) -> Line:
    """Return a ring with longitudes that run on across the 180th meridian."""
    return np.column_stack([np.unwrap(ring[:, 0], period=360.0), ring[:, 1]])


def area(ring: Line) -> float:
    """Return the area of a ring on the unit sphere (cylindrical equal-area projection)."""
    x, y = np.radians(unwrapped(ring)).T
    y = np.sin(y)
    return abs(float(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1)))) / 2


def extent(ring: Line) -> float:
    """Return the larger side of a ring's box, in degrees of a great circle."""
    wide, high = np.ptp(unwrapped(ring), axis=0)
    return max(float(wide) * float(np.cos(np.radians(ring[:, 1].mean()))), float(high))


def inside(ring: Line, point: tuple[float, float]) -> bool:
    """Whether a point lies in a ring (even-odd rule)."""
    x, y = unwrapped(ring).T
    x2, y2 = np.roll(x, -1), np.roll(y, -1)
    crosses = (y > point[1]) != (y2 > point[1])
    at = x[crosses] + (point[1] - y[crosses]) * (x2 - x)[crosses] / (y2 - y)[crosses]
    return bool(np.count_nonzero(at > point[0]) % 2)


def packed(ring: Line) -> NDArray[np.int16]:
    """Return a ring in hundredths of a degree, without points that fall together."""
    whole = np.round(ring * 100).astype(np.int16)
    return whole[np.any(whole != np.roll(whole, 1, axis=0), axis=1)]


def collect(topology: dict[str, Any]) -> list[tuple[str, Line]]:
    """Return the rings to keep with the name of their entry, the largest first."""
    arcs = [fill_in(thin(arc)) for arc in decode(topology)]
    result = []
    for geometry in topology["objects"]["countries"]["geometries"]:
        name = geometry["properties"]["name"]
        if name in LEFT_OUT:
            continue
        rings = sorted(rings_of(geometry, arcs), key=area, reverse=True)
        for index, ring in enumerate(rings):
            if len(packed(ring)) >= 3 and (index == 0 or extent(ring) >= SMALLEST):
                result.append((CRIMEA if name == "Russia" and inside(ring, CRIMEA_INSIDE) else name, ring))
    return sorted(result, key=lambda item: -area(item[1]))


def main() -> None:
    """Write the file and say what is in it."""
    topology = json.loads(find_one(source_dir(), "world-atlas", "countries-50m.json").read_text(encoding="utf-8"))
    rings = collect(topology)
    names = sorted({name for name, _ in rings})
    points = [packed(ring) for _, ring in rings]
    owner = np.array([names.index(name) for name, _ in rings], np.int16)
    disputed = np.array([name == CRIMEA for name, _ in rings], np.int8)
    if disputed.sum() != 1:
        sys.exit("Crimea is not one ring of its own")
    starts = np.cumsum([0, *map(len, points)]).astype(np.int32)
    target = ASSETS / "map" / "world.npz"
    target.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(
        target, points=np.concatenate(points), starts=starts, owner=owner, disputed=disputed, names=np.array(names, dtype=np.str_)
    )
    gone = {g["properties"]["name"] for g in topology["objects"]["countries"]["geometries"]} - set(names)
    print(f"{starts[-1]} points, {len(rings)} rings, {len(names)} names; left out: {', '.join(sorted(gone))}")
    report("map")


if __name__ == "__main__":
    main()
