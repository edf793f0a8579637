"""Everything the environment decides, read once."""

import os
import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from msgspec import Struct

from backend.core.errors import Misconfigured

_WEAK_SECRETS = frozenset({"", "secret", "changeme", "fengxun", "dev", "devsecretkey", "minioadmin", "password"})
_NO_ORIGIN = "fengxun.invalid/log"
_ORIGIN = re.compile(r"[!-*,-~]{1,200}")
_PHONE = re.compile(r"\+?[0-9][0-9 -]{1,30}")


class Settings(Struct, frozen=True, kw_only=True):
    """What the application needs to know before it starts."""

    database_url: str
    s3_endpoint: str
    s3_access_key: str
    s3_secret_key: str
    s3_bucket: str = "fengxun-evidence"
    s3_secure: bool = False
    public_origins: tuple[str, ...] = ()
    """Origins, besides the host itself, from which browsers may write."""
    secret: str = ""
    log_key_file: str = ""
    """The key of the log of what was done; empty: nothing is sealed by this process."""
    log_origin: str = _NO_ORIGIN
    """The name of the log: an address of the installation and a path, for ever the same."""
    log_vkey: str = ""
    """The log's public key, where the sealer runs apart."""
    receipt_key_file: str = ""
    """The key that receipts are signed with, P-256 in PEM; a demonstration may go without."""
    witnesses: str = ""
    """Who cosigns the log: vkey and address of each, by turns, separated by spaces."""
    tsa_url: str = ""
    """A time-stamping authority (RFC 3161), asked about one checkpoint an hour; empty: none."""
    tsa_ca_file: str = ""
    """The root certificate, PEM, that its stamps are checked by."""
    demo: bool = False
    """True only for a demonstration: sample people may exist and their passwords are public."""
    demo_speed: float = 0
    """How much faster than life a demonstration plays by itself, with leads and alarms; 0: officers only walk on."""
    wake_url: str = ""
    """Redis or Valkey, by which processes wake each other; empty: PostgreSQL's NOTIFY."""
    pwa_dist: str = "pwa/dist"
    duty_phone: str | None = None
    """The duty room's telephone number, offered to whoever calls for help; None: not offered."""
    no_fix_minutes: int = 10
    """An officer on patrol of whom nothing is heard for so long raises an alarm; 0: never."""
    track_days: int = 90
    """So many days raw tracks are kept; 0: for good. Sums are kept for good, held tracks as long as they are held."""


def from_environment(env: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings, refusing what would be unsafe.

    Raises:
        Misconfigured: a required variable is missing, or a production start uses a well-known secret.
    """
    missing = [k for k in ("DATABASE_URL", "S3_ENDPOINT", "S3_ACCESS_KEY", "S3_SECRET_KEY") if not env.get(k)]
    if missing:
        raise Misconfigured(f"Missing environment variables: {', '.join(missing)}.")
    settings = Settings(
        database_url=env["DATABASE_URL"],
        s3_endpoint=env["S3_ENDPOINT"],
        s3_access_key=env["S3_ACCESS_KEY"],
        s3_secret_key=env["S3_SECRET_KEY"],
        s3_bucket=env.get("S3_BUCKET", "fengxun-evidence"),
        s3_secure=env.get("S3_SECURE", "0") == "1",
        public_origins=tuple(o.strip() for o in env.get("PUBLIC_ORIGINS", "").split(",") if o.strip()),
        secret=env.get("FENGXUN_SECRET", ""),
        log_key_file=env.get("LOG_KEY_FILE", ""),
        log_origin=_origin(env.get("LOG_ORIGIN", _NO_ORIGIN)),
        log_vkey=env.get("LOG_VKEY", ""),
        receipt_key_file=env.get("RECEIPT_KEY_FILE", ""),
        witnesses=env.get("WITNESSES", ""),
        tsa_url=env.get("TSA_URL", ""),
        tsa_ca_file=env.get("TSA_CA_FILE", ""),
        demo=env.get("FENGXUN_DEMO", "0") == "1",
        demo_speed=_speed(env.get("FENGXUN_DEMO_SPEED", "0")),
        wake_url=_wake(env.get("WAKE_URL", "")),
        pwa_dist=env.get("PWA_DIST", "pwa/dist"),
        duty_phone=_phone(env.get("DUTY_PHONE", "")),
        track_days=_days("TRACK_DAYS", env.get("TRACK_DAYS", "90")),
        no_fix_minutes=_minutes("NO_FIX_MINUTES", env.get("NO_FIX_MINUTES", "10")),
    )
    refuse_default_secrets(settings)
    if not settings.receipt_key_file and not settings.demo:
        raise Misconfigured("RECEIPT_KEY_FILE must name the key that receipts are signed with: P-256 in PEM.")
    if settings.log_key_file and not settings.demo and settings.log_origin == _NO_ORIGIN:
        raise Misconfigured("LOG_ORIGIN must name the log that LOG_KEY_FILE signs: no two logs share a name.")
    return settings


def _phone(text: str) -> str | None:
    number = text.strip()
    if number and not _PHONE.fullmatch(number):
        raise Misconfigured("DUTY_PHONE must be a telephone number: digits, spaces, hyphens, a leading +.")
    return number or None


def _origin(text: str) -> str:
    if not _ORIGIN.fullmatch(text):
        raise Misconfigured("LOG_ORIGIN must be a name such as fengxun.example.gov.cn/log: no spaces, no plus.")
    return text


def _wake(text: str) -> str:
    if text and urlsplit(text).scheme not in ("redis", "rediss", "unix"):
        raise Misconfigured("WAKE_URL must be empty or an address as redis://host:6379, rediss:// or unix://.")
    return text


def _speed(text: str) -> float:
    try:
        speed = float(text)
    except ValueError:
        speed = -1.0
    if not 0 <= speed <= 60:
        raise Misconfigured("FENGXUN_DEMO_SPEED must be a number from 0 to 60.")
    return speed


def _minutes(name: str, text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) > 24 * 60:
        raise Misconfigured(f"{name} must be a number of minutes from 0 to 1440.")
    return int(text)


def _days(name: str, text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) > 3650:
        raise Misconfigured(f"{name} must be a number of days from 0 to 3650.")
    return int(text)


def refuse_default_secrets(settings: Settings) -> None:
    """A production start must not run on secrets that anyone can guess."""
    if settings.demo:
        return
    for name, value in (("FENGXUN_SECRET", settings.secret), ("S3_SECRET_KEY", settings.s3_secret_key)):
        if value.lower() in _WEAK_SECRETS or len(value) < 16:
            raise Misconfigured(f"{name} is missing, shorter than 16 characters, or a well-known default.")
