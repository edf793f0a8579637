"""What simulated phones capture: photos that are photos, and films, no two alike."""

import io
import random
from functools import cache

from msgspec import Struct
from PIL import Image

from tests.support import hostile


class Shares(Struct, frozen=True):
    """Of captures: so many with photos, so many with a film; the others are forms alone. ``large``: of the films."""

    photos: float = 0.6
    films: float = 0.15
    large: float = 0.03


NOTHING = Shares(photos=0, films=0)


def taken(dice: random.Random, shares: Shares) -> list[tuple[str, bytes]]:
    """Media type and bytes of what one capture holds."""
    kind = dice.random()
    if kind < shares.photos:
        return [("image/jpeg", photo(dice)) for _ in range(dice.choice((1, 1, 1, 2)))]
    if kind < shares.photos + shares.films:
        return [("video/mp4", film(dice, shares.large))]
    return []


def photo(dice: random.Random) -> bytes:
    """With random bytes behind its end, so that every photo differs."""
    return _scene(dice.randrange(6)) + dice.randbytes(dice.randint(2_000, 200_000))


def film(dice: random.Random, large: float) -> bytes:
    """A header of a film and noise. Large ones are put together by the store in several parts."""
    size = dice.randint(9 << 20, 20 << 20) if dice.random() < large else dice.randint(200_000, 1_500_000)
    return hostile.mp4() + dice.randbytes(size)


@cache
def _scene(n: int) -> bytes:
    """As large as what a phone's camera makes, seen small."""
    grain = [Image.effect_noise((1024, 768), 20 + 6 * n + band) for band in range(3)]
    sky = Image.linear_gradient("L").resize((1024, 768))
    out = io.BytesIO()
    Image.merge("RGB", [Image.blend(sky, each, 0.35) for each in grain]).save(out, "JPEG", quality=80)
    return out.getvalue()
