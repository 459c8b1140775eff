"""Where a place lies on the site's map of the world.

The map is Equal Earth, an equal-area projection: no continent looks larger than it is. It is
centred on a meridian near Mexico City, so that the city stands in the middle; the edges run
where that cuts the least, between Iran and India.
"""

from math import asin, cos, radians, sin, sqrt

CENTRE = -112.5  # degrees: the map's middle meridian
WIDTH = 2000
HEIGHT = 860
# Polynomial of B. Šavrič, T. Patterson and B. Jenny, "The Equal Earth map projection",
# International Journal of Geographical Information Science 33(3), 2019.
A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796
_HALF_ROOT_3 = sqrt(3) / 2
_SCALE = WIDTH / (2 * radians(180) / (_HALF_ROOT_3 * A1))
_TOP = 84.0  # degrees north at the upper edge


def equal_earth(longitude: float, latitude: float) -> tuple[float, float]:
    """Project degrees from the central meridian and the equator; x to the east, y to the north.

    Units are radii of the sphere. The formula is equation (10) of the article.
    """
    angle = asin(_HALF_ROOT_3 * sin(radians(latitude)))
    square = angle * angle
    sixth = square**3
    x = (
        radians(longitude)
        * cos(angle)
        / (_HALF_ROOT_3 * (A1 + 3 * A2 * square + sixth * (7 * A3 + 9 * A4 * square)))
    )
    return x, angle * (A1 + A2 * square + sixth * (A3 + A4 * square))


def from_centre(longitude: float) -> float:
    """Return degrees east of the map's middle, from -180 to 180."""
    return (longitude - CENTRE + 180) % 360 - 180


def on_map(longitude: float, latitude: float) -> tuple[float, float]:
    """Return where degrees of longitude and latitude are drawn; y grows downwards."""
    return drawn(from_centre(longitude), latitude)


def drawn(east: float, latitude: float) -> tuple[float, float]:
    """Return where degrees east of the map's middle, and of latitude, are drawn."""
    x, y = equal_earth(east, latitude)
    return WIDTH / 2 + x * _SCALE, (_Y_TOP - y) * _SCALE


_Y_TOP = equal_earth(0, _TOP)[1]
