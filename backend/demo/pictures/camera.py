"""A pinhole camera with a painter: what is drawn later lies in front."""

import numpy as np
from PIL import Image, ImageDraw

Point3 = tuple[float, float, float]
Colour = tuple[int, int, int]
WIDTH, HEIGHT = 1600, 1200
EYE = 1.6
_FOCAL = 1150.0
_HORIZON = 0.44


def shade(colour: Colour, factor: float) -> Colour:
    red, green, blue = (int(np.clip(channel * factor, 0, 255)) for channel in colour)
    return red, green, blue


class Camera:
    """One picture being painted. ``turn`` shifts the view sideways by so many pixels."""

    def __init__(self, random: np.random.Generator, turn: float = 0.0) -> None:
        self.random = random
        self.image = Image.new("RGB", (WIDTH, HEIGHT))
        self.draw = ImageDraw.Draw(self.image, "RGBA")
        self._middle = WIDTH / 2 + turn

    @property
    def horizon(self) -> float:
        return HEIGHT * _HORIZON

    def pixel(self, point: Point3) -> tuple[float, float]:
        x, y, z = point
        y = max(y, 0.6)
        return self._middle + _FOCAL * x / y, self.horizon - _FOCAL * (z - EYE) / y

    def face(self, corners: list[Point3], colour: Colour, alpha: int = 255) -> None:
        self.draw.polygon([self.pixel(corner) for corner in corners], fill=(*colour, alpha))

    def line(self, points: list[Point3], colour: Colour, width_m: float) -> None:
        pixels = [self.pixel(point) for point in points]
        width = max(1, round(_FOCAL * width_m / points[0][1]))
        self.draw.line(pixels, fill=colour, width=width, joint="curve")

    def box(self, corner: Point3, size: Point3, colour: Colour) -> None:
        """A box by its near left bottom corner: front, top, and the side the camera sees."""
        (x, y, z), (w, d, h) = corner, size
        side = x + w if x + w < 0 else x
        self.face([(side, y, z), (side, y + d, z), (side, y + d, z + h), (side, y, z + h)], shade(colour, 0.68))
        if z + h < EYE:
            top = z + h
            self.face([(x, y, top), (x + w, y, top), (x + w, y + d, top), (x, y + d, top)], shade(colour, 1.18))
        self.face([(x, y, z), (x + w, y, z), (x + w, y, z + h), (x, y, z + h)], colour)

    def shadow(self, x: float, y: float, radius: float, depth: float = 0.5) -> None:
        """The dark place under a thing, softer towards its edge."""
        for share in (1.25, 1.1, 0.95):
            ring = [
                (x + radius * share * np.cos(a), y + radius * share * depth * np.sin(a), 0.0)
                for a in np.linspace(0, 2 * np.pi, 24)
            ]
            self.face(ring, (18, 18, 22), 46)

    def ball(self, centre: Point3, radius: float, colour: Colour, squash: float = 1.0) -> None:
        """A round thing with light from the upper left."""
        px, py = self.pixel(centre)
        size = _FOCAL * radius / centre[1]
        for share, factor in ((1.0, 0.66), (0.86, 0.9), (0.6, 1.06), (0.3, 1.3)):
            r, off = size * share, size * (1 - share) * 0.42
            box = (px - off - r, py - off - r * squash, px - off + r, py - off + r * squash)
            self.draw.ellipse(box, fill=shade(colour, factor))

    def blob(self, centre: Point3, radius: float, colour: Colour, squash: float = 0.8) -> None:
        """A limp, lumpy thing, such as a full bag: a wobbly outline with folds running to its top."""
        px, py = self.pixel(centre)
        size = _FOCAL * radius / centre[1]
        angles = np.linspace(0, 2 * np.pi, 28, endpoint=False)
        wobble = 1 + 0.09 * np.sin(angles * 3 + self.random.uniform(0, 6)) + self.random.normal(0, 0.03, 28)
        for share, factor in ((1.0, 0.7), (0.84, 1.0), (0.55, 1.2)):
            off = size * (1 - share) * 0.35
            xs, ys = (
                px - off + size * share * wobble * np.cos(angles),
                py - off + size * share * wobble * squash * np.sin(angles),
            )
            self.draw.polygon(list(zip(xs, ys, strict=True)), fill=shade(colour, factor))
        for fold in self.random.uniform(-0.6, 0.6, 4):
            foot = (px + fold * size, py + size * squash * 0.5)
            self.draw.line([(px, py - size * squash * 0.85), foot], fill=(*shade(colour, 0.55), 150), width=3)
