"""The street around every picture: sky, hills, houses with shops, pavement, road, trees."""

import numpy as np
from PIL import Image

from backend.demo.pictures.camera import HEIGHT, WIDTH, Camera, Colour, shade

FACADES: tuple[Colour, ...] = ((214, 205, 190), (196, 186, 172), (222, 216, 205), (188, 178, 160), (206, 190, 178))
AWNINGS: tuple[Colour, ...] = ((168, 52, 48), (44, 96, 142), (60, 120, 82), (190, 132, 50), (110, 70, 128))
SKIES: dict[str, tuple[Colour, Colour]] = {
    "clear": ((96, 150, 214), (206, 224, 238)),
    "cloudy": ((168, 178, 188), (216, 219, 222)),
    "rain": ((128, 136, 146), (172, 178, 184)),
    "dusk": ((66, 76, 118), (232, 168, 118)),
}
WALL = -3.4
"""Where the row of houses stands on the left, metres."""


def paint(camera: Camera, weather: str) -> None:
    """Everything that is not the subject."""
    _sky(camera, weather)
    _ground(camera, weather)
    _opposite(camera)
    houses(camera)
    for y in (34.0, 24.0, 15.5, 9.5):
        _tree(camera, 3.3 + camera.random.uniform(-0.2, 0.2), y)
    if camera.random.random() < 0.7:
        _parked(camera, float(camera.random.uniform(11, 17)))


def _sky(camera: Camera, weather: str) -> None:
    top, low = (np.array(colour, float) for colour in SKIES[weather])
    share = np.clip(np.arange(HEIGHT) / camera.horizon, 0, 1)[:, None]
    column = (top + (low - top) * share).astype(np.uint8)
    camera.image.paste(Image.fromarray(np.repeat(column[:, None, :], WIDTH, axis=1)))
    hills = camera.random.normal(0, 1, 9).cumsum()
    hills = 26 * (hills - hills.min()) / (np.ptp(hills) + 1e-9) + 14
    ridge = [(WIDTH * i / 8, camera.horizon - h) for i, h in enumerate(hills)]
    camera.draw.polygon([(0, camera.horizon), *ridge, (WIDTH, camera.horizon)], fill=(128, 144, 146))


def _ground(camera: Camera, weather: str) -> None:
    dark = 0.72 if weather == "rain" else 1.0
    pavement, road = shade((176, 170, 160), dark), shade((104, 106, 110), dark)
    camera.face([(-60, 0.6, 0), (60, 0.6, 0), (200, 400, 0), (-200, 400, 0)], pavement)
    camera.face([(3.9, 0.6, 0), (12, 0.6, 0), (12, 400, 0), (3.9, 400, 0)], road)
    camera.face([(3.7, 0.6, 0), (3.9, 0.6, 0), (3.9, 400, 0), (3.7, 400, 0)], shade((196, 194, 190), dark))
    for x in np.arange(-3.0, 3.7, 0.6):
        camera.line([(x, 2.2, 0), (x, 90.0, 0)], shade(pavement, 0.88), 0.012)
    for y in 2.4 * 1.13 ** np.arange(22):
        camera.line([(WALL, y, 0), (3.7, y, 0)], shade(pavement, 0.88), 0.012)
    for y in np.arange(4, 70, 6.0):
        camera.face([(7.4, y, 0), (7.55, y, 0), (7.55, y + 3, 0), (7.4, y + 3, 0)], shade((222, 222, 214), dark))


def houses(camera: Camera) -> None:
    """A row of houses with shops on the ground floor, from far to near."""
    random = camera.random
    for y in np.arange(52.0, -4.0, -7.0):
        facade = FACADES[int(random.integers(len(FACADES)))]
        height = float(random.uniform(7, 12))
        near, far = max(y, 0.7), y + 7.0
        camera.face([(WALL, near, 0), (WALL, far, 0), (WALL, far, height), (WALL, near, height)], facade)
        _windows(camera, near, far, height, facade)
        awning = AWNINGS[int(random.integers(len(AWNINGS)))]
        inner = [(WALL, near + 0.6, 0.1), (WALL, far - 0.6, 0.1), (WALL, far - 0.6, 2.5), (WALL, near + 0.6, 2.5)]
        camera.face(inner, (58, 58, 64))
        camera.face([(WALL, near, 2.7), (WALL, far, 2.7), (WALL, far, 3.4), (WALL, near, 3.4)], shade(awning, 0.9))
        out = WALL + 0.9
        camera.face([(WALL, near, 2.75), (WALL, far, 2.75), (out, far, 2.35), (out, near, 2.35)], awning)


def _windows(camera: Camera, near: float, far: float, height: float, facade: Colour) -> None:
    for z in np.arange(4.2, height - 1.2, 2.9):
        for y in np.arange(near + 1.0, far - 1.5, 2.2):
            glass = shade((92, 112, 128), float(camera.random.uniform(0.8, 1.2)))
            camera.face([(WALL, y, z), (WALL, y + 1.3, z), (WALL, y + 1.3, z + 1.5), (WALL, y, z + 1.5)], glass)
            camera.face(
                [(WALL, y, z), (WALL, y + 1.3, z), (WALL + 0.2, y + 1.3, z), (WALL + 0.2, y, z)], shade(facade, 0.7)
            )


def _opposite(camera: Camera) -> None:
    """The houses across the road, seen flat."""
    for y in np.arange(60.0, 8.0, -9.0):
        colour = shade(FACADES[int(camera.random.integers(len(FACADES)))], 0.93)
        height = float(camera.random.uniform(6, 13))
        camera.face([(14, y, 0), (14, y + 9, 0), (14, y + 9, height), (14, y, height)], colour)
        for z in np.arange(1.0, height - 1, 2.9):
            camera.face(
                [(14, y + 1, z), (14, y + 8, z), (14, y + 8, z + 1.3), (14, y + 1, z + 1.3)], shade(colour, 0.72)
            )


def _tree(camera: Camera, x: float, y: float) -> None:
    camera.shadow(x, y, 0.8)
    camera.line([(x, y, 0), (x, y, 2.6)], (84, 68, 54), 0.2)
    for _ in range(16):
        dx, dz, radius = (
            camera.random.uniform(-0.9, 0.9),
            camera.random.uniform(2.3, 4.2),
            camera.random.uniform(0.4, 0.7),
        )
        green = shade((66, 104, 58), float(camera.random.uniform(0.75, 1.25)))
        camera.blob((x + dx, y, dz), float(radius), green, 0.85)


def _parked(camera: Camera, y: float) -> None:
    """A parked car, seen from behind."""
    colour = ((188, 190, 194), (52, 58, 70), (150, 38, 40), (226, 226, 222))[int(camera.random.integers(4))]
    camera.shadow(5.3, y + 0.5, 1.3)
    camera.box((4.5, y, 0.3), (1.7, 4.0, 0.75), colour)
    camera.box((4.65, y + 0.6, 1.05), (1.4, 2.3, 0.5), shade((70, 84, 96), 1.0))
    for x in (4.6, 5.85):
        camera.box((x, y - 0.02, 0.0), (0.25, 0.5, 0.34), (26, 26, 28))
        camera.box((x, y - 0.03, 0.78), (0.22, 0.02, 0.12), (176, 40, 36))
