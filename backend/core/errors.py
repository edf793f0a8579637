"""Everything that can go wrong, and the HTTP status each one means.

    Problem
    ├── Malformed        400  not readable at all
    ├── Unauthenticated  401  nobody is signed in
    │   └── DeviceRevoked     and never again from this device, unless it is restored
    ├── Forbidden        403  signed in, but not allowed
    │   └── PasswordChangeRequired    only after the temporary password has been changed
    ├── NotFound         404  does not exist, or is behind the caller's fence (the two look alike)
    ├── Conflict         409  contradicts what is already there
    ├── TooLarge         413
    ├── UnsupportedType  415
    ├── Invalid          422  readable, but wrong; ``errors`` says where
    ├── TooMany          429  try again after ``retry_after`` seconds
    └── Unavailable      503  a part of ours is down; try again

Domain code raises these; only ``core/problems.py`` knows how they become responses.
"""

from msgspec import Struct


class FieldError(Struct, frozen=True):
    """One wrong value: ``field`` is a dotted path into what was sent, ``reason`` a code or words for programs.

    ``zh`` and ``en`` tell people; on the wire they are ``detail`` and ``detail_en``, as those of the whole problem.
    """

    field: str
    reason: str
    zh: str
    en: str


class Problem(Exception):
    """A meaning, said in Chinese and in English."""

    status = 500
    code = "internal"

    def __init__(self, zh: str, en: str, errors: tuple[FieldError, ...] = (), retry_after: int | None = None) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en
        self.errors = errors
        self.retry_after = retry_after
        self.headers: dict[str, str] = {}


class Malformed(Problem):
    status = 400
    code = "malformed"


class Unauthenticated(Problem):
    status = 401
    code = "unauthenticated"


class DeviceRevoked(Unauthenticated):
    code = "device_revoked"


class Forbidden(Problem):
    status = 403
    code = "forbidden"


class PasswordChangeRequired(Forbidden):
    code = "password_change_required"


class NotFound(Problem):
    status = 404
    code = "not_found"


class Conflict(Problem):
    status = 409
    code = "conflict"


class TooLarge(Problem):
    status = 413
    code = "too_large"


class UnsupportedType(Problem):
    status = 415
    code = "unsupported_type"


class Invalid(Problem):
    status = 422
    code = "invalid"


class TooMany(Problem):
    status = 429
    code = "too_many"


class Unavailable(Problem):
    status = 503
    code = "unavailable"


class Misconfigured(Exception):
    """The application must not start like this."""


def invalid(field: str, zh: str, en: str) -> Invalid:
    """An ``Invalid`` about one field."""
    return Invalid(zh, en, (FieldError(field, en, zh, en),))
