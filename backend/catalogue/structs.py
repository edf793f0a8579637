"""Catalogues on the wire."""

from msgspec import Struct


class Category(Struct, frozen=True, kw_only=True):
    """What a lead is about: one of the four dominant causes, or a class of events (GB/T 30428.2).

    ``event_code`` is county + class + sub-class. Mirrors ``lead_categories``.
    """

    code: str
    name_zh: str
    name_en: str
    dominant: bool
    event_code: str | None
    order: int
    keywords: list[str]
