"""Drawing and carrying with the mouse, where things are once they stand still."""

from playwright.async_api import Locator

Spot = tuple[float, float]
"""Of a thing, from its left and its top, in shares of its width and height."""


async def drag(what: Locator, begin: Spot, end: Spot) -> None:
    """Press on one spot of it and let go on another."""
    # Waits until it has stopped moving, lies in sight and is what a press would meet.
    await what.hover()
    box = await what.bounding_box()
    assert box, "gone again"
    (x0, y0), (x1, y1) = ((box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in (begin, end))
    mouse = what.page.mouse
    await mouse.move(x0, y0)
    await mouse.down()
    await mouse.move(x1, y1, steps=4)
    await mouse.up()
