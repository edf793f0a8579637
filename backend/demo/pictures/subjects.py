"""What leads are about: a stall, rubbish beside the bins, goods beyond a storefront, a heap of rubble, a board."""

from collections.abc import Callable

import numpy as np

from backend.demo.pictures.camera import Camera, Colour, shade
from backend.demo.pictures.street import AWNINGS, WALL

FRUIT: tuple[Colour, ...] = ((212, 56, 44), (236, 150, 40), (120, 168, 62), (226, 196, 64), (122, 62, 120))
BAGS: tuple[Colour, ...] = ((34, 36, 40), (206, 208, 210), (64, 110, 72), (176, 60, 58), (40, 42, 48))
BINS: tuple[Colour, ...] = ((40, 110, 70), (46, 84, 150), (92, 94, 98), (150, 44, 40))
"""Food waste, recyclables, other and hazardous waste, in the colours of the national standard (GB/T 19095)."""
BOXES: tuple[Colour, ...] = ((178, 140, 96), (190, 154, 108), (164, 126, 84), (206, 60, 52), (64, 112, 168))


def stall(camera: Camera, x: float, y: float) -> None:
    """A street stall: a table of fruit under a big umbrella, crates beside it."""
    colour = AWNINGS[int(camera.random.integers(len(AWNINGS)))]
    camera.shadow(x + 1.0, y + 0.6, 1.9)
    camera.line([(x + 1.0, y + 0.8, 0), (x + 1.0, y + 0.8, 2.5)], (196, 196, 196), 0.06)
    for number in range(int(camera.random.integers(2, 5))):
        _crate(camera, x + 2.2 + 0.1 * number, y - 0.1 + 0.5 * number)
    camera.box((x, y, 0.0), (2.0, 1.0, 0.78), shade((150, 60, 56) if colour != AWNINGS[0] else (64, 96, 150), 1.0))
    for tray in range(4):
        _heap_of_fruit(camera, x + 0.26 + 0.49 * tray, y + 0.45, 0.82)
    _umbrella(camera, (x + 1.0, y + 0.8, 2.55), 1.9, colour)
    _person(camera, x - 0.5, y + 0.7)


def _heap_of_fruit(camera: Camera, x: float, y: float, z: float) -> None:
    colour = FRUIT[int(camera.random.integers(len(FRUIT)))]
    for layer, count in enumerate((6, 5, 3)):
        for _ in range(count):
            place = (x + camera.random.uniform(-0.19, 0.19) * (1 - layer * 0.25), y - 0.25, z + layer * 0.08)
            camera.ball(place, 0.055, shade(colour, float(camera.random.uniform(0.85, 1.15))))


def _crate(camera: Camera, x: float, y: float) -> None:
    camera.box((x, y, 0), (0.55, 0.4, 0.32), (188, 152, 100))
    colour = FRUIT[int(camera.random.integers(len(FRUIT)))]
    for _ in range(9):
        camera.ball((x + camera.random.uniform(0.06, 0.49), y + 0.05, 0.36), 0.05, colour)


def _umbrella(camera: Camera, top: tuple[float, float, float], radius: float, colour: Colour) -> None:
    x, y, z = top
    rim = [(x + radius * np.cos(a), y + radius * 0.55 * np.sin(a), z - 0.55) for a in np.linspace(0, 2 * np.pi, 13)]
    order = sorted(range(12), key=lambda i: -rim[i][1])
    for i in order:
        camera.face([(x, y, z), rim[i], rim[i + 1]], shade(colour if i % 2 else (232, 226, 214), 0.82 + 0.03 * (i % 5)))


def _person(camera: Camera, x: float, y: float) -> None:
    """A vendor, from behind the table, without a face."""
    coat = shade(AWNINGS[int(camera.random.integers(len(AWNINGS)))], 0.8)
    camera.shadow(x, y, 0.35)
    camera.box((x - 0.16, y, 0), (0.32, 0.2, 0.8), (52, 56, 66))
    camera.blob((x, y, 1.1), 0.32, coat, 1.15)
    camera.ball((x, y, 1.56), 0.13, (92, 74, 62), 1.15)


def rubbish(camera: Camera, x: float, y: float) -> None:
    """Bags and loose rubbish beside a row of sorting bins."""
    for number in camera.random.permutation(4)[: int(camera.random.integers(2, 5))]:
        _bin(camera, x + 0.75 * number, y + 0.9, BINS[number])
    camera.shadow(x + 1.2, y, 1.7)
    for _ in range(int(camera.random.integers(7, 13))):
        place = (x + camera.random.uniform(-0.4, 2.9), y + camera.random.uniform(-0.2, 0.6))
        radius = float(camera.random.uniform(0.17, 0.33))
        _bag(camera, place, radius, BAGS[int(camera.random.integers(len(BAGS)))])
    for _ in range(26):
        px, py = x + camera.random.uniform(-1.0, 3.4), y + camera.random.uniform(-1.0, 0.2)
        litter = BOXES[int(camera.random.integers(5))] if camera.random.random() < 0.5 else (224, 224, 220)
        camera.face([(px, py, 0.01), (px + 0.14, py + 0.03, 0.01), (px + 0.1, py + 0.16, 0.05)], litter)


def _bin(camera: Camera, x: float, y: float, colour: Colour) -> None:
    camera.shadow(x + 0.3, y + 0.2, 0.5)
    camera.box((x, y, 0.06), (0.58, 0.6, 0.92), colour)
    camera.box((x - 0.03, y - 0.04, 0.98), (0.64, 0.66, 0.08), shade(colour, 0.8))
    camera.ball((x + 0.29, y - 0.01, 0.6), 0.13, (232, 234, 232))


def _bag(camera: Camera, place: tuple[float, float], radius: float, colour: Colour) -> None:
    x, y = place
    camera.blob((x, y, radius * 0.8), radius, colour, 0.86)
    camera.ball((x, y, radius * 1.72), radius * 0.17, shade(colour, 1.1))


def storefront(camera: Camera, x: float, y: float) -> None:
    """Goods on the pavement, far beyond the shop's door line (yellow)."""
    del x
    camera.line([(WALL + 0.5, 2.6, 0.01), (WALL + 0.5, 40.0, 0.01)], (226, 188, 52), 0.05)
    colour = AWNINGS[int(camera.random.integers(len(AWNINGS)))]
    for row in range(4, -1, -1):
        for place in range(int(camera.random.integers(2, 4))):
            _goods(camera, WALL + 0.35 + 0.75 * place, y - 0.6 + 0.85 * row)
    out = WALL + 2.7
    ends = [(WALL, y - 1, 2.75), (WALL, y + 4, 2.75), (out, y + 4, 2.25), (out, y - 1, 2.25)]
    camera.face(ends, colour, 236)
    for corner in (y - 1, y + 4):
        camera.line([(out, corner, 0), (out, corner, 2.25)], (170, 170, 172), 0.05)


def _goods(camera: Camera, x: float, y: float) -> None:
    kind = camera.random.random()
    colour = BOXES[int(camera.random.integers(len(BOXES)))]
    camera.shadow(x + 0.3, y + 0.2, 0.45)
    if kind < 0.55:
        for level in range(int(camera.random.integers(1, 5))):
            camera.box(
                (x + camera.random.uniform(-0.04, 0.04), y, 0.34 * level),
                (0.6, 0.5, 0.33),
                shade(colour, 1 - 0.04 * level),
            )
    elif kind < 0.8:
        _crate(camera, x, y)
        camera.box((x, y, 0.4), (0.55, 0.4, 0.3), colour)
    else:
        camera.box((x, y, 0), (0.45, 0.45, 0.55), shade((90, 130, 170), 1.0))
        camera.ball((x + 0.22, y, 0.66), 0.2, (206, 206, 198), 0.7)


def rubble(camera: Camera, x: float, y: float) -> None:
    """A heap of construction waste: broken concrete, bricks, a few sacks."""
    camera.shadow(x + 1.0, y + 0.3, 2.3)
    count = 420
    spread = np.abs(camera.random.normal(0, 0.55, count))
    for distance in sorted(spread, reverse=True):
        angle = camera.random.uniform(0, 2 * np.pi)
        px, py = x + 1.0 + 1.35 * distance * np.cos(angle), y + 0.5 * distance * np.sin(angle)
        height = max(0.0, 1.05 * np.exp(-((distance / 0.75) ** 2)) * camera.random.uniform(0.4, 1.0))
        _chunk(camera, float(px), float(py), float(height))
    for number in range(int(camera.random.integers(2, 5))):
        camera.blob((x + 2.9 + 0.5 * number, y - 0.3, 0.2), 0.34, (208, 204, 192), 0.55)
    for _ in range(3):
        px = x + camera.random.uniform(-0.6, 1.5)
        camera.line([(px, y - 0.5, 0.05), (px + 1.3, y + 0.2, 0.75)], (142, 108, 72), 0.07)


def _chunk(camera: Camera, x: float, y: float, z: float) -> None:
    colours: tuple[Colour, ...] = ((162, 158, 150), (138, 134, 128), (158, 84, 62), (146, 74, 56), (188, 184, 174))
    colour = shade(colours[int(camera.random.integers(5))], float(camera.random.uniform(0.8, 1.15)))
    size = camera.random.uniform(0.05, 0.17)
    ring = [
        (
            x + size * camera.random.uniform(0.6, 1.1) * np.cos(a),
            y,
            z + size * camera.random.uniform(0.5, 0.9) * np.sin(a),
        )
        for a in np.linspace(0, 2 * np.pi, 6)[:-1] + camera.random.uniform(0, 1)
    ]
    camera.face(ring, colour)
    camera.face([ring[1], ring[2], ring[3]], shade(colour, 0.78))


def board(camera: Camera, x: float, y: float) -> None:
    """Advertising boards standing in the way."""
    for number in range(int(camera.random.integers(1, 4))):
        bx, by = x + 0.95 * number, y + 0.5 * (number % 2)
        colour = AWNINGS[int(camera.random.integers(len(AWNINGS)))]
        camera.shadow(bx + 0.35, by + 0.3, 0.6)
        camera.face(
            [(bx, by + 0.5, 0), (bx + 0.75, by + 0.5, 0), (bx + 0.72, by, 1.3), (bx + 0.03, by, 1.3)], (70, 70, 74)
        )
        camera.face(
            [(bx, by - 0.15, 0.05), (bx + 0.75, by - 0.15, 0.05), (bx + 0.72, by, 1.3), (bx + 0.03, by, 1.3)], colour
        )
        camera.ball((bx + 0.37, by - 0.1, 0.92), 0.2, FRUIT[int(camera.random.integers(len(FRUIT)))])
        for stripe in range(3):
            z = 0.5 - 0.13 * stripe
            camera.box((bx + 0.12, by - 0.16, z), (0.5 - 0.1 * stripe, 0.01, 0.06), (240, 236, 226))


SUBJECTS: dict[str, Callable[[Camera, float, float], None]] = {
    "stall": stall,
    "rubbish": rubbish,
    "storefront": storefront,
    "rubble": rubble,
    "board": board,
}
