"""What a map of cities shows, in the units of `static/img/world.svg`: points, arcs and names."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from math import acos, asin, atan2, cos, degrees, radians, sin

from ciudad_global.agenda.models import City
from ciudad_global.agenda.projection import HEIGHT, WIDTH, on_map

STEPS = 24  # pieces of an arc
LETTER, LINE, GAP = 12.5, 26, 16  # a name's size, and how far from its point it stands


@dataclass(frozen=True, slots=True)
class Spot:
    """One city: its point, its arc from here, and its name where there is room for it."""

    city: City
    x: int
    y: int
    arc: str = ""
    label_x: int | None = None
    label_y: int | None = None
    anchor: str = "start"


@dataclass(frozen=True, slots=True)
class WorldMap:
    """What components/world_map.html draws."""

    here: Spot | None
    spots: list[Spot]
    width: int = field(default=WIDTH, init=False)
    height: int = field(default=HEIGHT, init=False)


def draw(cities: Iterable[City], here: City | None) -> WorldMap:
    """Return a map of these cities with arcs from the one that is here. Asks no database."""
    points = {city: _point(city) for city in cities}
    labels = _Labels([*points.values(), *([_point(here)] if here else [])])
    start = labels.place(here, _point(here), "") if here else None
    return WorldMap(
        start,
        [
            labels.place(city, point, great_circle(here, city) if here else "")
            for city, point in points.items()
        ],
    )


def _point(city: City) -> tuple[int, int]:
    x, y = on_map(float(city.longitude), float(city.latitude))
    return round(x), round(y)


def great_circle(start: City, end: City) -> str:
    """Return the shortest way between two cities as an SVG path, in parts where it leaves the map.

    Points lie at equal steps of the angle between both (spherical linear interpolation:
    K. Shoemake, "Animating rotation with quaternion curves", SIGGRAPH 1985).
    """
    one, other = _direction(start), _direction(end)
    angle = acos(max(-1.0, min(1.0, sum(a * b for a, b in zip(one, other, strict=True)))))
    if not angle:
        return ""
    points = []
    for step in range(STEPS + 1):
        share = step / STEPS
        left, right = sin((1 - share) * angle) / sin(angle), sin(share * angle) / sin(angle)
        x, y, z = (a * left + b * right for a, b in zip(one, other, strict=True))
        east, north = on_map(degrees(atan2(y, x)), degrees(asin(max(-1.0, min(1.0, z)))))
        points.append((round(east), round(north)))
    path = f"M{points[0][0]} {points[0][1]}"
    for (x1, y1), (x2, y2) in pairwise(points):
        beyond = abs(x2 - x1) > WIDTH / 2
        path += f"M{x2} {y2}" if beyond else f"l{x2 - x1} {y2 - y1}"
    return path


def _direction(city: City) -> tuple[float, float, float]:
    longitude, latitude = radians(float(city.longitude)), radians(float(city.latitude))
    return (
        cos(latitude) * cos(longitude),
        cos(latitude) * sin(longitude),
        sin(latitude),
    )


Box = tuple[float, float, float, float]


class _Labels:
    """Finds room for names: to the right of a point, to its left, above, below; else none."""

    def __init__(self, points: Iterable[tuple[int, int]]) -> None:
        self.taken: list[Box] = [(x - 10, y - 10, x + 10, y + 10) for x, y in points]

    def place(self, city: City, point: tuple[int, int], arc: str) -> Spot:
        """Return the city's spot, with its name where it covers no other name or point."""
        x, y = point
        long = len(city.name) * LETTER
        for anchor, left, middle, at in (
            ("start", x + GAP, y, x + GAP),
            ("end", x - GAP - long, y, x - GAP),
            ("middle", x - long / 2, y - GAP - LINE / 2, x),
            ("middle", x - long / 2, y + GAP + LINE / 2, x),
        ):
            box = (left, middle - LINE / 2, left + long, middle + LINE / 2)
            if left >= 0 and box[2] <= WIDTH and not any(_meet(box, each) for each in self.taken):
                self.taken.append(box)
                return Spot(city, x, y, arc, at, round(middle + LINE * 0.3), anchor)
        return Spot(city, x, y, arc)


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
