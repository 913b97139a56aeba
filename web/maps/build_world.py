"""Make ``world.json``: countries as SVG paths in the Equal Earth projection, small ones as points.

    npm pack world-atlas@2 && tar xzf world-atlas-2.*.tgz
    python web/maps/build_world.py package/countries-50m.json

The input is Natural Earth's 1:50m countries (public domain) as TopoJSON: shared borders are stored
once, as arcs, so they are simplified once and neighbours keep meeting. Nothing here runs with the
program.
"""

from __future__ import annotations

import json
import math
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any, Final

from babel.core import get_global

WIDTH: Final = 1000
"""Units across the map; coordinates are whole tenths of them."""

DETAIL: Final = 0.22
"""Triangles smaller than this many square units are flattened (Visvalingam and Whyatt, 1993)."""

SPECK: Final = 0.35
"""Islands smaller than this many square units are left out, but for a country's largest."""

SMALL: Final = 9.0
"""Countries smaller than this many square units also get a point: nobody could hit their shape."""

APART: Final = 8.0
"""Units between two points at least: they are pushed apart, each as little as it takes."""

LEFT_OUT: Final = {"010"}
"""Antarctica: a third of the height, and no country."""

NAMED: Final = {"Kosovo": "XK", "Somaliland": "SO", "N. Cyprus": "CY"}
"""Areas without a code of their own, by the country that they count for here."""

OVERSEAS: Final = {
    "GF": (-56, 1, -50, 7), "GP": (-62, 15.7, -60.9, 16.6), "MQ": (-61.4, 14.2, -60.6, 15),
    "RE": (55, -21.6, 56, -20.7), "YT": (44.8, -13.2, 45.5, -12.4),
}  # fmt: skip
"""French departments with a code of their own: west, south, east and north of each."""

POINTS: Final = {
    "TV": (179.2, -8.5), "GI": (-5.35, 36.14), "GP": (-61.5, 16.2), "MQ": (-61, 14.6),
    "RE": (55.5, -21.1), "YT": (45.15, -12.8), "TK": (-171.8, -9.2), "BQ": (-68.3, 12.2),
}  # fmt: skip
"""Longitude and latitude of what the 1:50m map has no area for."""

Point = tuple[float, float]
Ring = list[Point]

# Equal Earth (Šavrič, Patterson and Jenny, 2018, doi:10.1080/13658816.2018.1504949).
_A = (1.340264, -0.081106, 0.000893, 0.003796)
_M = math.sqrt(3) / 2
_EAST = 2 * math.sqrt(3) * math.pi / (3 * _A[0])
_SCALE = WIDTH / (2 * _EAST)


def project(longitude: float, latitude: float) -> Point:
    """Degrees to units from the centre, x to the east and y to the south."""
    theta = math.asin(_M * math.sin(math.radians(latitude)))
    square = theta * theta
    slope = _A[0] + 3 * _A[1] * square + square**3 * (7 * _A[2] + 9 * _A[3] * square)
    x = math.radians(longitude) * math.cos(theta) / (_M * slope)
    y = theta * (_A[0] + _A[1] * square + square**3 * (_A[2] + _A[3] * square))
    return x * _SCALE, -y * _SCALE


def decoded_arcs(topology: Any) -> list[Ring]:
    """The arcs in degrees; they are stored as steps of a grid."""
    (step_x, step_y), (west, south) = (topology["transform"][k] for k in ("scale", "translate"))
    arcs = []
    for steps in topology["arcs"]:
        x = y = 0
        arc = []
        for dx, dy in steps:
            x, y = x + dx, y + dy
            arc.append((west + x * step_x, south + y * step_y))
        arcs.append(arc)
    return arcs


def simplified(arc: Ring) -> Ring:
    """An arc without the points that matter least; its ends stay, where others join it.

    An arc that is an island by itself stays a triangle.
    """
    kept = [(point, project(*point)) for point in arc]
    while len(kept) > (4 if arc[0] == arc[-1] else 2):
        areas = [
            _triangle(a, b, c)
            for (_, a), (_, b), (_, c) in zip(kept, kept[1:], kept[2:], strict=False)
        ]
        least = min(range(len(areas)), key=areas.__getitem__)
        if areas[least] >= DETAIL:
            break
        del kept[least + 1]
    return [point for point, _ in kept]


def polygons(geometry: Any, arcs: Sequence[Ring]) -> Iterator[list[Ring]]:
    """The polygons of a country in degrees, each an outline and its holes, cut at 180°."""
    several = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    for rings in several:
        whole = [_unwrapped(_joined(ring, arcs)) for ring in rings]
        for shift in (-360, 0, 360):
            parts = [_between([(x + shift, y) for x, y in ring]) for ring in whole]
            if len(parts[0]) > 2:
                yield [ring for ring in parts if len(ring) > 2]


def area(ring: Ring) -> float:
    """The area of a closed ring, in the square of its units."""
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    return abs(sum(x * v - u * y for (x, y), (u, v) in pairs)) / 2


def centre(ring: Ring) -> Point:
    """The middle of the box around a ring."""
    xs, ys = zip(*ring, strict=True)
    return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2


def path(rings: Sequence[Ring]) -> str:
    """Rings as the data of an SVG path, in steps of a tenth of a unit."""
    data = []
    for ring in rings:
        points = [(round(x * 10), round(y * 10)) for x, y in ring]
        steps = [(x - u, y - v) for (u, v), (x, y) in pairwise(points) if (x, y) != (u, v)]
        if len(steps) > 2:
            moved = "".join(_number(step) for pair in steps[:-1] for step in pair)
            data.append(f"M{points[0][0]}{_number(points[0][1])}l{moved.lstrip()}z")
    return "".join(data)


def spread(points: dict[str, Point]) -> dict[str, Point]:
    """Points moved until no two overlap: islands of the Caribbean lie closer than a dot is wide."""
    moved = {code: list(where) for code, where in sorted(points.items())}
    for _ in range(400):
        for one, other in combinations(moved.values(), 2):
            dx, dy = other[0] - one[0], other[1] - one[1]
            distance = math.hypot(dx, dy) or 1e-6
            if distance < APART:
                push = (APART - distance) / 2 / distance
                one[0], one[1] = one[0] - dx * push, one[1] - dy * push
                other[0], other[1] = other[0] + dx * push, other[1] + dy * push
    return {code: (x, y) for code, (x, y) in moved.items()}


def build(topology: Any) -> dict[str, Any]:
    """The size of the map, and by country its path, or its point, or both."""
    arcs = [simplified(arc) for arc in decoded_arcs(topology)]
    outlines: dict[str, list[list[Ring]]] = defaultdict(list)
    for geometry in topology["objects"]["countries"]["geometries"]:
        code = _code(geometry)
        if code is None:
            continue
        for rings in polygons(geometry, arcs):
            drawn = [[project(*point) for point in ring] for ring in rings]
            outlines[_department(rings[0]) if code == "FR" else code].append(drawn)
    shapes = {code: _kept(drawn) for code, drawn in outlines.items()}
    points = {code: project(*where) for code, where in POINTS.items()}
    for code, polygons_of in outlines.items():
        outline = _largest(polygons_of)[0]
        if area(outline) < SMALL:
            points[code] = centre(outline)
    points = spread(points)
    corners = [point for rings in shapes.values() for ring in rings for point in ring]
    corners += [(x + side, y) for x, y in points.values() for side in (-APART / 2, APART / 2)]
    (west, east), (north, south) = ((min(side), max(side)) for side in zip(*corners, strict=True))
    return {
        "box": [round(number * 10) for number in (west, north, east - west, south - north)],
        "paths": {code: data for code, rings in sorted(shapes.items()) if (data := path(rings))},
        "points": {code: [round(x * 10), round(y * 10)] for code, (x, y) in sorted(points.items())},
    }  # fmt: skip


def _triangle(a: Point, b: Point, c: Point) -> float:
    return abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2


def _joined(ring: Sequence[int], arcs: Sequence[Ring]) -> Ring:
    """The arcs of a ring, end to end; the complement of a number means the arc backwards."""
    points: Ring = []
    for number in ring:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1:] if points else arc
    return points


def _unwrapped(ring: Ring) -> Ring:
    """A ring that goes on beyond 180° instead of jumping to the other side."""
    points, turn = ring[:1], 0
    for (before, _), (x, y) in pairwise(ring):
        turn += 360 * (round((before - x) / 360))
        points.append((x + turn, y))
    return points


def _between(ring: Ring) -> Ring:
    """The part of a ring from 180° west to 180° east (Sutherland and Hodgman, 1974)."""
    for side in (1, -1):
        kept: Ring = []
        for (u, v), (x, y) in zip([ring[-1], *ring[:-1]], ring, strict=True) if ring else ():
            if (u * side > 180) != (x * side > 180):
                kept.append((180.0 * side, v + (y - v) * (180 * side - u) / (x - u)))
            if x * side <= 180:
                kept.append((x, y))
        ring = kept
    return ring


def _kept(drawn: list[list[Ring]]) -> list[Ring]:
    largest = _largest(drawn)
    return [
        ring
        for polygon in drawn
        if polygon is largest or area(polygon[0]) >= SPECK
        for ring in polygon
    ]


def _largest(drawn: list[list[Ring]]) -> list[Ring]:
    """The polygon with the largest outline."""
    return max(drawn, key=lambda polygon: area(polygon[0]))


def _code(geometry: Any) -> str | None:
    """The alpha-2 code of a country, from its numeric one (CLDR's aliases of territories)."""
    if (numeric := geometry.get("id")) in LEFT_OUT:
        return None
    if numeric is None:
        return NAMED.get(geometry["properties"]["name"])
    return next(iter(get_global("territory_aliases").get(numeric, [])), None)


def _department(outline: Ring) -> str:
    x, y = centre(outline)
    for code, (west, south, east, north) in OVERSEAS.items():
        if west <= x <= east and south <= y <= north:
            return code
    return "FR"


def _number(value: int) -> str:
    """A number in a path: a minus sign parts it from the one before by itself."""
    return str(value) if value < 0 else f" {value}"


if __name__ == "__main__":
    world = build(json.loads(Path(sys.argv[1]).read_text("utf-8")))
    text = json.dumps(world, separators=(",", ":"), ensure_ascii=False)
    Path(__file__).with_name("world.json").write_text(text.replace('},"', '},\n"') + "\n", "utf-8")
    print(f"{len(world['paths'])} paths, {len(world['points'])} points, {len(text):,} characters")
