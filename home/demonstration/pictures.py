"""Abstract pictures in the site's palette, drawn with Pillow: the same bytes on every run.

Each is drawn at twice its size and scaled down, which smooths every edge.
`python -m home.demonstration.pictures DIRECTORY` writes them all as PNG, to look at.
"""

import itertools
import math
import random
import sys
from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageDraw

WIDTH, HEIGHT, SCALE = 1600, 900, 2
W, H = WIDTH * SCALE, HEIGHT * SCALE

JACARANDA, LILAC, LAVENDER = "#6b3fa0", "#9a77c7", "#c9b5e3"
CEMPASUCHIL, AMBER, PEACH = "#f28c1b", "#f7b55a", "#fbd9a6"
OBSIDIANA, PAPEL, SAND = "#1e1b26", "#fbf7f0", "#efe4d2"
NOPAL, LEAF, SPROUT = "#2f7d4f", "#5aa36f", "#a5cfa4"
GUINDA, ROSE = "#9b2247", "#d0708b"
CIELO, SKY, MIST = "#2a7db8", "#79b4d8", "#cde4ef"

Box = tuple[float, float, float, float]
Point = tuple[float, float]


def mix(a: str, b: str, t: float) -> str:
    """The colour a fraction `t` of the way from `a` to `b` (hex to hex)."""
    pairs = [(int(a[i : i + 2], 16), int(b[i : i + 2], 16)) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(x + (y - x) * t):02x}" for x, y in pairs)


def gradient(*stops: str) -> Image.Image:
    """A vertical gradient through `stops`, at drawing size."""
    column = Image.new("RGB", (1, H))
    for y in range(H):
        at = y / (H - 1) * (len(stops) - 1)
        i = min(int(at), len(stops) - 2)
        colour = mix(stops[i], stops[i + 1], at - i)
        column.putpixel((0, y), tuple(int(colour[k : k + 2], 16) for k in (1, 3, 5)))
    return column.resize((W, H))


def disc(draw: ImageDraw.ImageDraw, x: float, y: float, r: float, colour: str | int) -> None:
    """A filled circle around (x, y)."""
    draw.ellipse((x - r, y - r, x + r, y + r), fill=colour)


def jacarandas(rng: random.Random) -> Image.Image:
    """Three jacarandas in flower over a street covered with petals."""
    image = gradient(MIST, PAPEL, PEACH)
    draw = ImageDraw.Draw(image)
    ground = H * 0.83
    disc(draw, W * 0.79, H * 0.27, H * 0.13, AMBER)
    for left in range(0, W, 190):  # the row of houses
        top = ground - rng.randint(180, 560)
        draw.rectangle(
            (left, top, left + 190, ground), fill=mix(SAND, ROSE, rng.uniform(0.05, 0.3))
        )
        for wy in range(int(top) + 50, int(ground) - 90, 120):
            for wx in (left + 38, left + 112):
                draw.rectangle((wx, wy, wx + 40, wy + 60), fill=mix(PAPEL, SKY, rng.random() * 0.5))
    draw.rectangle((0, ground, W, H), fill=mix(SAND, LAVENDER, 0.35))

    def branch(x: float, y: float, angle: float, length: float, width: float) -> list[Point]:
        end = (x + math.cos(angle) * length, y - math.sin(angle) * length)
        draw.line((x, y, *end), fill=OBSIDIANA, width=max(4, round(width)))
        disc(draw, *end, width / 2, OBSIDIANA)
        if length < 95:
            return [end]
        tips = []
        for turn in (-0.5, 0.08, 0.52):
            tips += branch(
                *end,
                angle + turn + rng.uniform(-0.14, 0.14),
                length * rng.uniform(0.62, 0.76),
                width * 0.62,
            )
        return tips

    violets = (JACARANDA, LILAC, LAVENDER, mix(JACARANDA, GUINDA, 0.25))
    for x, size in ((W * 0.2, 1.0), (W * 0.55, 1.22), (W * 0.9, 0.9)):
        tips = branch(x, ground + 40, math.pi / 2, 430 * size, 66 * size)
        blossoms = [
            (tx + rng.gauss(0, 62), ty + rng.gauss(0, 52), rng.uniform(12, 46))
            for tx, ty in tips
            for _ in range(26)
        ]
        for bx, by, r in sorted(blossoms, key=lambda b: -b[2]):  # small, light ones on top
            light = 1 - r / 50
            disc(draw, bx, by, r, mix(rng.choice(violets), LAVENDER, light * 0.55))
        for _ in range(520):  # petals below each crown
            px, py = rng.gauss(x, 330 * size), rng.uniform(ground + 12, H)
            draw.ellipse((px, py, px + 22, py + 11), fill=rng.choice(violets))
    return image


def volcanes(rng: random.Random) -> Image.Image:
    """Iztaccíhuatl and Popocatépetl at dawn, behind the lights of the valley."""
    image = gradient("#3a2a63", JACARANDA, ROSE, CEMPASUCHIL, PEACH)
    draw = ImageDraw.Draw(image)
    for r, colour in ((330, mix(CEMPASUCHIL, ROSE, 0.3)), (250, AMBER), (170, PEACH), (100, PAPEL)):
        disc(draw, W * 0.545, H * 0.55, r, colour)
    dusk = mix(JACARANDA, OBSIDIANA, 0.28)

    def facets(points: list[Point], apex: Point, colour: str) -> None:
        for i, (left, right) in enumerate(itertools.pairwise(points)):
            draw.polygon((left, right, apex), fill=mix(colour, LAVENDER, 0.07 * (i % 4)))

    popo: Point = (W * 0.76, H * 0.2)
    base = [(W * x, H * 0.74) for x in (0.5, 0.57, 0.63, 0.7, 0.76, 0.83, 0.9, 1.04)]
    facets(base, popo, dusk)
    crater = (popo[0], popo[1] + 8)
    cap = [
        crater, (W * 0.71, H * 0.318), (W * 0.727, H * 0.302), (W * 0.741, H * 0.352),
        (W * 0.757, H * 0.31), (W * 0.775, H * 0.362), (W * 0.792, H * 0.3), (W * 0.813, H * 0.323),
    ]  # fmt: skip
    draw.polygon(cap, fill=PAPEL)
    draw.polygon([cap[0], *cap[4:]], fill=mix(PAPEL, LAVENDER, 0.5))
    for i in range(9):  # smoke
        disc(
            draw,
            popo[0] + 30 + i * 62,
            popo[1] - 30 - i * 26,
            34 + i * 13,
            mix(LAVENDER, "#6a4a92", 0.15 + i * 0.07),
        )
    ridge = [
        (-0.05, 0.74), (0.05, 0.5), (0.1, 0.43), (0.14, 0.455), (0.2, 0.375), (0.26, 0.36),
        (0.31, 0.405), (0.36, 0.44), (0.41, 0.47), (0.47, 0.6), (0.56, 0.74),
    ]  # fmt: skip
    izta = [(W * x, H * y) for x, y in ridge]
    for i, (left, right) in enumerate(itertools.pairwise(izta)):
        foot = ((left[0], H * 0.76), (right[0], H * 0.76))
        draw.polygon(
            (left, right, foot[1], foot[0]), fill=mix(dusk, LAVENDER, 0.05 + 0.06 * (i % 3))
        )
    for i, (left, right) in enumerate(itertools.pairwise(izta)):
        middle = ((left[0] + right[0]) / 2, max(left[1], right[1]) + 60 + 50 * (i % 2))
        draw.polygon((left, right, middle), fill=mix(PAPEL, LAVENDER, 0.12 + 0.22 * (i % 2)))
    for k, colour in enumerate((mix(dusk, GUINDA, 0.35), "#33234f", OBSIDIANA)):  # nearer hills
        level = H * (0.69 + 0.075 * k)
        hill = [
            (x, level + 46 * math.sin(x / (300 - 60 * k) + 2 * k) + 22 * math.sin(x / 97 + k))
            for x in range(0, W + 40, 40)
        ]
        draw.polygon([*hill, (W, H), (0, H)], fill=colour)
    for row in range(15):  # the valley's lights, as a grid seen from above
        y = H * 0.875 + (row / 14) ** 1.6 * H * 0.12
        gap = 34 + row * 9
        for x in range(-gap, W + gap, gap):
            if rng.random() < 0.72:
                disc(
                    draw,
                    x + (row % 2) * gap / 2,
                    y,
                    2.5 + row * 0.42,
                    rng.choice((AMBER, PEACH, CEMPASUCHIL, SKY)),
                )
    return image


def chinampas(rng: random.Random) -> Image.Image:
    """Chinampas and canals from above, with boats and rows of willows."""
    image = Image.new("RGB", (W, H), CIELO)
    draw = ImageDraw.Draw(image)
    for _ in range(420):  # glints on the water
        x, y = rng.uniform(0, W), rng.uniform(0, H)
        draw.line((x, y, x + rng.uniform(20, 90), y), fill=mix(CIELO, SKY, rng.random()), width=4)
    greens = (NOPAL, LEAF, SPROUT, mix(NOPAL, CIELO, 0.25), mix(LEAF, AMBER, 0.35))
    y = -70.0
    rows: list[float] = []
    while y < H:
        height = rng.choice((180, 230, 270))
        x = -rng.uniform(0, 320)
        while x < W:
            length = rng.choice((330, 470, 640))
            plot: Box = (x, y, x + length, y + height)
            draw.rounded_rectangle(plot, 26, fill=mix(SAND, CEMPASUCHIL, 0.2))
            inner: Box = (x + 14, y + 14, x + length - 14, y + height - 14)
            crop = rng.choice(greens)
            draw.rounded_rectangle(inner, 16, fill=crop)
            flowers = rng.random()
            if flowers < 0.3:  # cempasúchil or other flowers
                bloom = rng.choice((CEMPASUCHIL, AMBER, GUINDA, LAVENDER))
                for fx in range(int(x) + 44, int(x + length) - 30, 38):
                    for fy in range(int(y) + 44, int(y + height) - 30, 38):
                        disc(draw, fx, fy, 12, bloom)
            else:  # furrows
                step = rng.choice((26, 34))
                for fx in range(int(x) + 34, int(x + length) - 24, step):
                    draw.line(
                        (fx, y + 30, fx, y + height - 30), fill=mix(crop, OBSIDIANA, 0.16), width=9
                    )
            for tx in range(int(x) + 20, int(x + length), 76):  # willows along the canal
                disc(draw, tx + 7, y + height - 1, 23, mix(NOPAL, OBSIDIANA, 0.5))
                disc(draw, tx, y + height - 8, 21, mix(NOPAL, SPROUT, rng.random() * 0.55))
            x += length + 54
        rows.append(y + height)
        y += height + 108
    for i, canal in enumerate(rows):
        for _ in range(2):
            bx = rng.uniform(80, W - 400)
            by, colour = canal + 42, rng.choice((GUINDA, CEMPASUCHIL, JACARANDA, PAPEL))
            hull = [
                (bx, by + 22),
                (bx + 38, by),
                (bx + 170, by),
                (bx + 208, by + 22),
                (bx + 170, by + 44),
                (bx + 38, by + 44),
            ]
            draw.polygon(hull, fill=OBSIDIANA)
            draw.rounded_rectangle((bx + 44, by + 5, bx + 164, by + 39), 8, fill=colour)
            for k in range(3):
                disc(
                    draw,
                    bx + 68 + k * 36,
                    by + 22,
                    8,
                    (PAPEL, AMBER, SKY)[(k + i) % 3] if colour != PAPEL else GUINDA,
                )
    return image


def papel_picado(rng: random.Random) -> Image.Image:
    """Rows of cut paper against an evening sky."""
    image = gradient(CIELO, SKY, PEACH, AMBER)
    draw = ImageDraw.Draw(image, "RGBA")
    tones = (JACARANDA, CEMPASUCHIL, GUINDA, NOPAL, "#d95f8d", "#f2c14e", PAPEL)

    def banner(x: float, y: float, w: float, colour: str, motif: int) -> None:
        h = w * 1.06
        sheet = Image.new("L", (int(w), int(h)), 0)
        cut = ImageDraw.Draw(sheet)
        cut.rectangle((0, 0, w, h * 0.86), fill=255)
        lobe = w / 6
        for i in range(6):  # scalloped edge with a hole in each lobe
            cut.ellipse(
                (i * lobe, h * 0.86 - lobe / 2, (i + 1) * lobe, h * 0.86 + lobe * 0.62), fill=255
            )
            disc(cut, (i + 0.5) * lobe, h * 0.89, lobe * 0.2, 0)
        for i in range(9):  # border of diamonds
            dx, r = (i + 0.5) * w / 9, w / 34
            for dy in (h * 0.07, h * 0.78):
                cut.polygon(((dx, dy - r), (dx + r, dy), (dx, dy + r), (dx - r, dy)), fill=0)
        cx, cy = w / 2, h * 0.425
        if motif == 0:  # flower
            for k in range(8):
                a = k * math.pi / 4
                disc(cut, cx + math.cos(a) * w * 0.2, cy + math.sin(a) * w * 0.2, w * 0.072, 0)
            disc(cut, cx, cy, w * 0.085, 0)
        elif motif == 1:  # sun
            for k in range(16):
                a, b = k * math.pi / 8, 0.1
                cut.polygon(
                    [
                        (cx + math.cos(a - b) * w * 0.15, cy + math.sin(a - b) * w * 0.15),
                        (cx + math.cos(a) * w * 0.3, cy + math.sin(a) * w * 0.3),
                        (cx + math.cos(a + b) * w * 0.15, cy + math.sin(a + b) * w * 0.15),
                    ],
                    fill=0,
                )
            disc(cut, cx, cy, w * 0.105, 0)
        elif motif == 2:  # two hands of a doorway: nested arches
            for k in range(4):
                r = w * (0.3 - 0.075 * k)
                cut.pieslice((cx - r, cy - r, cx + r, cy + r), 180, 360, fill=255 * (k % 2))
                cut.rectangle((cx - r, cy - 1, cx + r, cy + w * 0.2), fill=255 * (k % 2))
        else:  # stepped fret
            for k in range(3):
                s = w * (0.29 - 0.095 * k)
                cut.polygon(
                    ((cx, cy - s), (cx + s, cy), (cx, cy + s), (cx - s, cy)), fill=255 * (k % 2)
                )
            for dx in (-w * 0.315, w * 0.315):
                for dy in (-w * 0.245, w * 0.245):
                    r = w * 0.045
                    cut.rectangle((cx + dx - r, cy + dy - r, cx + dx + r, cy + dy + r), fill=0)
        image.paste(
            Image.new("RGB", sheet.size, OBSIDIANA),
            (int(x) + 10, int(y) + 14),
            sheet.point(lambda v: v // 6),
        )
        image.paste(Image.new("RGB", sheet.size, colour), (int(x), int(y)), sheet)

    for row, (width, top, sag) in enumerate(((300, 20, 70), (400, 480, 110), (520, 1080, 150))):
        count = W // (width + 26) + 2
        start = -rng.uniform(60, 260)

        def hang(x: float, top: float = top, sag: float = sag) -> float:
            return top + sag * math.sin(math.pi * min(max(x / W, 0), 1))

        cord = [(x, hang(x)) for x in range(0, W + 20, 20)]
        draw.line(cord, fill=OBSIDIANA, width=5 + row)
        for i in range(count):
            x = start + i * (width + 26)
            banner(
                x, hang(x + width / 2) - 2, width, tones[(i + row * 3) % len(tones)], (i + row) % 4
            )
    return image


def lineas(rng: random.Random) -> Image.Image:
    """Crossing lines and rounded signs, in the manner of the city's Metro."""
    image = Image.new("RGB", (W, H), PAPEL)
    draw = ImageDraw.Draw(image)
    for x in range(0, W, 100):
        for y in range(0, H, 100):
            disc(draw, x + 50, y + 50, 5, SAND)
    routes = (
        (JACARANDA, [(-60, 1500), (700, 1500), (1300, 900), (2100, 900), (2700, 300), (3300, 300)]),
        (CEMPASUCHIL, [(-60, 400), (900, 400), (1500, 1000), (1500, 1900)]),
        (NOPAL, [(2200, -60), (2200, 1000), (1700, 1500), (1700, 1900)]),
        (GUINDA, [(-60, 900), (1000, 900), (1600, 1500), (2600, 1500), (3300, 800)]),
        (CIELO, [(700, -60), (700, 700), (1200, 1200), (2400, 1200), (3000, 1800)]),
    )
    for colour, stops in routes:
        draw.line(stops, fill=PAPEL, width=66, joint="curve")
        draw.line(stops, fill=colour, width=42, joint="curve")
        for stop in stops[1:-1]:
            disc(draw, *stop, 21, colour)
        for (ax, ay), (bx, by) in itertools.pairwise(stops):
            steps = max(1, int(math.dist((ax, ay), (bx, by)) // 330))
            for k in range(1, steps + 1):
                px, py = ax + (bx - ax) * k / (steps + 1), ay + (by - ay) * k / (steps + 1)
                disc(draw, px, py, 25, colour)
                disc(draw, px, py, 13, PAPEL)

    def sign(x: float, y: float, colour: str, glyph: int) -> None:
        s = 330
        draw.rounded_rectangle((x - 12, y - 12, x + s + 12, y + s + 12), 84, fill=PAPEL)
        draw.rounded_rectangle((x, y, x + s, y + s), 74, fill=colour)
        cx, cy = x + s / 2, y + s / 2
        if glyph == 0:  # volcano
            draw.polygon(
                ((cx - 112, cy + 84), (cx - 34, cy - 72), (cx + 34, cy - 72), (cx + 112, cy + 84)),
                fill=PAPEL,
            )
            draw.polygon(
                (
                    (cx - 34, cy - 72),
                    (cx + 34, cy - 72),
                    (cx + 56, cy - 28),
                    (cx, cy - 2),
                    (cx - 56, cy - 28),
                ),
                fill=colour,
            )
        elif glyph == 1:  # boat on water
            draw.pieslice((cx - 110, cy - 100, cx + 110, cy + 70), 0, 180, fill=PAPEL)
            draw.polygon(((cx - 6, cy - 30), (cx - 6, cy - 112), (cx + 78, cy - 30)), fill=PAPEL)
            for k in range(3):
                draw.arc(
                    (cx - 112 + k * 75, cy + 78, cx - 38 + k * 75, cy + 118),
                    180,
                    360,
                    fill=PAPEL,
                    width=13,
                )
        elif glyph == 2:  # nopal
            for ox, oy, rx, ry in ((0, 50, 44, 72), (-58, -36, 36, 54), (54, -44, 38, 58)):
                draw.ellipse((cx + ox - rx, cy + oy - ry, cx + ox + rx, cy + oy + ry), fill=PAPEL)
            for ox, oy in ((-58, -98), (54, -108), (92, -84)):
                disc(draw, cx + ox, cy + oy, 15, AMBER)
        elif glyph == 3:  # speech
            draw.rounded_rectangle((cx - 112, cy - 88, cx + 112, cy + 46), 50, fill=PAPEL)
            draw.polygon(((cx - 54, cy + 36), (cx - 54, cy + 108), (cx + 20, cy + 36)), fill=PAPEL)
            for k in (-58, 0, 58):
                disc(draw, cx + k, cy - 21, 17, colour)
        else:  # world
            disc(draw, cx, cy, 112, PAPEL)
            draw.ellipse((cx - 50, cy - 112, cx + 50, cy + 112), outline=colour, width=11)
            for k in (-48, 0, 48):
                draw.line((cx - 110, cy + k, cx + 110, cy + k), fill=colour, width=11)
            disc(draw, cx - 44, cy - 18, 22, CEMPASUCHIL)

    for x, y, colour, glyph in (
        (240, 560, CEMPASUCHIL, 0),
        (1010, 150, CIELO, 1),
        (1830, 480, NOPAL, 2),
        (2540, 980, JACARANDA, 4),
        (820, 1250, GUINDA, 3),
    ):
        sign(x, y, colour, glyph)
    return image


def milpa(rng: random.Random) -> Image.Image:
    """Tiles of arcs that hold a circle, like hands around a seed."""
    image = Image.new("RGB", (W, H), PAPEL)
    draw = ImageDraw.Draw(image)
    size = 400
    schemes = (
        (GUINDA, ROSE, PEACH), (NOPAL, LEAF, SPROUT), (JACARANDA, LILAC, LAVENDER),
        (CEMPASUCHIL, AMBER, PEACH), (CIELO, SKY, MIST),
    )  # fmt: skip
    previous: list[int] = []
    for row in range(-(-H // size)):
        current: list[int] = []
        for column in range(W // size):
            x, y = column * size, row * size
            choices = [
                k
                for k in range(5)
                if (not current or k != current[-1]) and (not previous or k != previous[column])
            ]
            current.append(rng.choice(choices))
            dark, middle, light = schemes[current[-1]]
            kind = (column + 2 * row + rng.randint(0, 1)) % 4
            draw.rectangle((x, y, x + size, y + size), fill=light)
            if kind in (0, 1):  # quarter circles from two opposite corners, a seed between them
                corners = ((x, y), (x + size, y + size)) if kind else ((x + size, y), (x, y + size))
                for cx, cy in corners:
                    for r, colour in ((250, middle), (178, PAPEL), (132, dark)):
                        tile = Image.new("L", (size, size), 0)
                        ImageDraw.Draw(tile).ellipse(
                            (cx - r - x, cy - r - y, cx + r - x, cy + r - y), fill=255
                        )
                        image.paste(colour, (x, y), tile)
                disc(draw, x + size / 2, y + size / 2, 34, OBSIDIANA)
            elif kind == 2:  # nested bowls
                draw.rectangle((x, y, x + size, y + size / 2), fill=PAPEL)
                for r, colour in ((200, dark), (140, middle), (84, light)):
                    box = (x + size / 2 - r, y + size / 2 - r, x + size / 2 + r, y + size / 2 + r)
                    draw.pieslice(box, 0, 180, fill=colour)
                disc(draw, x + size / 2, y + size / 2 - 84, 66, CEMPASUCHIL)
            else:  # a flower of four leaves
                for cx, cy in ((x, y), (x + size, y), (x, y + size), (x + size, y + size)):
                    leaf = Image.new("L", (size, size), 0)
                    other = Image.new("L", (size, size), 0)
                    mx, my = size / 2, size / 2
                    ax, ay = cx - x, cy - y
                    ImageDraw.Draw(leaf).ellipse(
                        (ax - mx, -my if ay == 0 else my, ax + mx, my if ay == 0 else size + my),
                        fill=255,
                    )
                    ImageDraw.Draw(other).ellipse(
                        (mx - size / 2, my - size / 2, mx + size / 2, my + size / 2), fill=255
                    )
                    image.paste(dark, (x, y), leaf)
                    image.paste(
                        middle,
                        (x, y),
                        Image.composite(other, Image.new("L", (size, size), 0), leaf),
                    )
                disc(draw, x + size / 2, y + size / 2, 52, PAPEL)
                disc(draw, x + size / 2, y + size / 2, 26, CEMPASUCHIL)
        previous = current
    return image


class Picture(NamedTuple):
    """How a picture is drawn and what it shows, for those who do not see it."""

    draw: Callable[[random.Random], Image.Image]
    alt_es: str
    alt_en: str


PICTURES = {
    "jacarandas": Picture(
        jacarandas,
        "Tres jacarandas en flor sobre una calle cubierta de pétalos morados.",
        "Three jacaranda trees in flower over a street covered with violet petals.",
    ),
    "volcanes": Picture(
        volcanes,
        "El Iztaccíhuatl y el Popocatépetl al amanecer, con las luces del valle al frente.",
        "Iztaccíhuatl and Popocatépetl at dawn, with the lights of the valley in front.",
    ),
    "chinampas": Picture(
        chinampas,
        "Chinampas verdes y floridas vistas desde arriba, entre canales con trajineras.",
        "Green and flowering chinampas seen from above, between canals with boats.",
    ),
    "papel-picado": Picture(
        papel_picado,
        "Tres hileras de papel picado de colores contra el cielo de la tarde.",
        "Three rows of coloured cut paper against an evening sky.",
    ),
    "lineas": Picture(
        lineas,
        "Líneas de colores que se cruzan y cinco signos: volcán, barca, nopal, palabra y mundo.",
        "Coloured lines that cross, and five signs: volcano, boat, nopal, speech and world.",
    ),
    "milpa": Picture(
        milpa,
        "Mosaicos de arcos, cuencos y hojas que rodean semillas de color naranja.",
        "Tiles of arcs, bowls and leaves around orange seeds.",
    ),
}


@cache
def png(name: str) -> bytes:
    """The picture called `name` as PNG bytes, 1600 × 900."""
    rng = random.Random(name)  # noqa: S311 - reproducible, not secret
    image = PICTURES[name].draw(rng).resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    buffer = BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


if __name__ == "__main__":
    for name in PICTURES:
        (Path(sys.argv[1]) / f"{name}.png").write_bytes(png(name))
