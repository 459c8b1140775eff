"""Draw the outlines of the site's map of the world: site/static/img/world.svg.

    npm pack world-atlas@2.0.2            # any folder; brings world-atlas-2.0.2.tgz
    .venv/bin/python tools/world_map.py world-atlas-2.0.2.tgz

The package holds Natural Earth's 1:110m land (public domain) as TopoJSON. Each ring is cut where
the map's edges run, projected as the site projects its cities, simplified and rounded.
"""

import json
import sys
import tarfile
from itertools import pairwise
from math import ceil, hypot
from pathlib import Path
from typing import Any

BASE = Path(__file__).parents[1]
sys.path.insert(0, str(BASE / "site"))
from ciudad_global.agenda.projection import CENTRE, HEIGHT, WIDTH, drawn  # noqa: E402

Point = tuple[float, float]
Ring = list[Point]

SOUTH = -57.0  # degrees: what lies further south is left out
LONGEST = 4.0  # degrees: longer edges get points between, for they become curves
TOLERANCE = 1.1  # units of the map, which is 2000 wide
SMALLEST = 14.0  # square units: islands below are left out


def main(package: str) -> None:
    """Write the map from the package's file."""
    with tarfile.open(package) as archive:
        source = archive.extractfile("package/land-110m.json")
        assert source is not None  # noqa: S101 - the package always has it
        topology = json.load(source)
    pieces = [
        piece
        for ring in rings(topology)
        if max(latitude for _, latitude in ring) > SOUTH
        for piece in cut(ring)
    ]
    shapes = [simplified([drawn(*point) for point in dense(piece)]) for piece in pieces]
    path = "".join(written(shape) for shape in shapes if area(shape) > SMALLEST)
    target = BASE / "site/static/img/world.svg"
    target.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg">'
        "<!-- Natural Earth 1:110m, public domain; drawn by tools/world_map.py -->"
        f'<symbol id="land" viewBox="0 0 {WIDTH} {HEIGHT}"><path d="{path}"/></symbol></svg>\n',
        encoding="utf-8",
    )
    print(f"{target}: {target.stat().st_size} bytes")


def rings(topology: dict[str, Any]) -> list[Ring]:
    """Return the outlines (and lakes) of the land, in degrees: TopoJSON's arcs put together."""
    scale, move = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * scale[0] + move[0], y * scale[1] + move[1]))
        arcs.append(points)
    found = []
    for geometry in topology["objects"]["land"]["geometries"]:
        for polygon in geometry["arcs"]:
            for numbers in polygon:
                ring: Ring = []
                for number in numbers:
                    arc = arcs[number] if number >= 0 else arcs[~number][::-1]
                    ring += arc[1:] if ring else arc
                found.append(ring)
    return found


def cut(ring: Ring) -> list[Ring]:
    """Return the parts of a ring between the map's edges, in degrees from its middle."""
    unrolled: Ring = []
    for longitude, latitude in ring:
        # The package joins what the 180th meridian parts: there longitudes jump.
        before = unrolled[-1][0] if unrolled else 0.0
        unrolled.append((before + (longitude - CENTRE - before + 180) % 360 - 180, latitude))
    parts = []
    for turn in (-360, 0, 360):
        turned = [(east + turn, latitude) for east, latitude in unrolled]
        part = side(side(turned, -180.0, 1), 180.0, -1)
        if len(part) > 3:
            parts.append(part)
    return parts


def side(ring: Ring, edge: float, sign: int) -> Ring:
    """Return what lies on one side of a meridian (Sutherland and Hodgman's clipping)."""
    kept: Ring = []
    for (x1, y1), (x2, y2) in pairwise([*ring[-1:], *ring]):
        inside1, inside2 = (x1 - edge) * sign >= 0, (x2 - edge) * sign >= 0
        if inside1 != inside2:
            kept.append((edge, y1 + (y2 - y1) * (edge - x1) / (x2 - x1)))
        if inside2:
            kept.append((x2, y2))
    return kept


def dense(ring: Ring) -> Ring:
    """Return the ring without edges longer than a few degrees."""
    points: Ring = []
    for (x1, y1), (x2, y2) in pairwise([*ring, ring[0]]):
        steps = max(ceil(hypot(x2 - x1, y2 - y1) / LONGEST), 1)
        points += [(x1 + (x2 - x1) * i / steps, y1 + (y2 - y1) * i / steps) for i in range(steps)]
    return points


def simplified(points: Ring) -> Ring:
    """Return the points that matter (Ramer, Douglas and Peucker's simplification)."""
    if len(points) < 3:
        return points
    (x1, y1), (x2, y2) = points[0], points[-1]
    length = hypot(x2 - x1, y2 - y1)

    def away(point: Point) -> float:
        x, y = point
        if not length:
            return hypot(x - x1, y - y1)
        return abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / length

    furthest = max(range(1, len(points) - 1), key=lambda i: away(points[i]))
    if away(points[furthest]) < TOLERANCE:
        return [points[0], points[-1]]
    return simplified(points[: furthest + 1])[:-1] + simplified(points[furthest:])


def area(points: Ring) -> float:
    """Return the ring's area."""
    around = pairwise([*points, points[0]])
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in around)) / 2


def written(points: Ring) -> str:
    """Return a ring as an SVG path in whole units, each relative to the one before."""
    x, y = round(points[0][0]), round(points[0][1])
    start = f"M{x} {y}l"
    steps = []
    for point in points[1:]:
        dx, dy = round(point[0]) - x, round(point[1]) - y
        if dx or dy:
            steps.append(f"{dx} {dy}")
            x, y = x + dx, y + dy
    return start + " ".join(steps).replace(" -", "-") + "z"


if __name__ == "__main__":
    main(sys.argv[1])
