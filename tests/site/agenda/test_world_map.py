"""The map of the world: where places lie on it, and how it draws the ways between them."""

import re
from math import cos, isclose, radians

import pytest
from django.conf import settings

from ciudad_global.agenda.models import City
from ciudad_global.agenda.projection import CENTRE, HEIGHT, WIDTH, equal_earth, from_centre, on_map
from ciudad_global.agenda.world_map import draw
from tests.factories import CityFactory

MEXICO = {"name_es": "Ciudad de México", "longitude": "-99.1332", "latitude": "19.4326"}


def city(**fields: str) -> City:
    built: City = CityFactory.build(**{"name_es": "Ciudad"} | fields)
    built.pk = int(abs(float(built.longitude)) * 10_000)
    return built


def test_the_projection_keeps_areas() -> None:
    step = 1e-4
    for latitude in (-80, -33, 0, 19, 52, 75):
        (x, y), (east, _), (_, north) = (
            equal_earth(40, latitude),
            equal_earth(40 + step, latitude),
            equal_earth(40, latitude + step),
        )
        area = (east - x) * (north - y) / radians(step) ** 2
        assert area == pytest.approx(cos(radians(latitude)), abs=1e-5)


def test_the_projection_has_the_size_of_its_article() -> None:
    assert equal_earth(180, 0) == pytest.approx((2.70663, 0), abs=1e-5)
    assert equal_earth(0, 90) == pytest.approx((0, 1.31736), abs=1e-5)


def test_the_middle_is_near_mexico_city_and_the_edges_are_opposite() -> None:
    assert on_map(CENTRE, 0)[0] == WIDTH / 2
    assert isclose(from_centre(CENTRE + 180), -180)
    assert isclose(from_centre(CENTRE - 190), 170)


def test_each_inhabited_place_is_on_the_map() -> None:
    for longitude, latitude in ((-68.3, -54.8), (15.6, 78.2), (67.4, 25), (68, 24)):
        x, y = on_map(longitude, latitude)
        assert 0 <= x <= WIDTH
        assert 0 <= y <= HEIGHT


def test_an_arc_leads_from_here_to_the_city_by_the_north() -> None:
    (spot,) = draw([city(longitude="13.405", latitude="52.52")], city(**MEXICO)).spots
    assert spot.arc.startswith("M1072 339l")
    steps = [int(number) for number in re.findall(r"-?\d+", spot.arc)]
    xs, ys = steps[0::2], steps[1::2]
    assert (sum(xs), sum(ys)) == (spot.x, spot.y)
    assert min(sum(ys[: n + 1]) for n in range(len(ys))) < spot.y


def test_an_arc_over_the_edge_is_drawn_in_two_parts() -> None:
    (spot,) = draw([city(longitude="77.2", latitude="28.6")], city(**MEXICO)).spots
    assert spot.arc.count("M") == 2


def test_without_this_city_there_are_points_and_no_arcs() -> None:
    map_ = draw([city()], None)
    assert map_.here is None
    assert [spot.arc for spot in map_.spots] == [""]


def test_a_city_at_the_same_place_has_no_arc() -> None:
    twin = city(longitude="-99.1332", latitude="19.4326", name_es="Otra")
    twin.pk = 1
    assert [spot.arc for spot in draw([twin], city(**MEXICO)).spots] == [""]


def test_names_cover_neither_each_other_nor_points() -> None:
    crowd = [city(longitude=f"{-74 - n / 10:.1f}", latitude="4.7") for n in range(12)]
    spots = draw(crowd, None).spots
    named = [spot for spot in spots if spot.label_x is not None]
    assert 0 < len(named) < len(spots)


def test_the_outlines_are_small_and_fit_the_map() -> None:
    source = (settings.BASE_DIR / "site/static/img/world.svg").read_text()
    assert len(source) < 25_000
    assert f'viewBox="0 0 {WIDTH} {HEIGHT}"' in source
