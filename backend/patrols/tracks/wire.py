"""A batch of fixes as it comes in over HTTP: read, bounded, checked. Nothing here knows of patrols."""

import zlib
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Annotated, NamedTuple
from uuid import UUID

import msgspec
import numpy as np
from msgspec import Meta, Struct
from numpy.typing import NDArray

from backend.core import faults
from backend.core.errors import Malformed, TooLarge, UnsupportedType, invalid
from backend.core.requests import refuse_repeated_keys
from backend.patrols.rules import CLOCK_ERROR, EARLIEST, millis
from geo import pack
from geo.fixes import COMPANION_SEQ
from geo.pack import Header, NotATrack, Records

MEDIA_TYPE = "application/vnd.fengxun.track"
MAX_JSON = 256 << 10
MAX_SEQ = COMPANION_SEQ
"""Fixes of one phone on one patrol: eleven days at one a second."""
_CLOCK_ERROR_MS = CLOCK_ERROR // timedelta(milliseconds=1)
_EARLIEST_MS = millis(EARLIEST)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

Seq = Annotated[int, Meta(ge=0, lt=MAX_SEQ)]
EpochMs = Annotated[int, Meta(ge=0, le=4_102_444_800_000)]
U2 = Annotated[int, Meta(ge=0, le=65535)]
_Column = Meta(min_length=1, max_length=pack.MAX_POINTS)


class JsonTrack(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The same batch as columns of integers, for clients that cannot pack bytes."""

    first_seq: Seq
    t0: EpochMs
    sent_at: EpochMs
    dt: Annotated[list[Annotated[int, Meta(ge=0, le=2**32 - 1)]], _Column]
    lon: Annotated[list[Annotated[int, Meta(ge=-180 * pack.DEGREE, le=180 * pack.DEGREE)]], _Column]
    lat: Annotated[list[Annotated[int, Meta(ge=-90 * pack.DEGREE, le=90 * pack.DEGREE)]], _Column]
    accuracy_dm: Annotated[list[U2], _Column]
    speed_cms: Annotated[list[U2], _Column]
    heading_ddeg: Annotated[list[U2], _Column]
    flags: Annotated[list[U2], _Column]


_json = msgspec.json.Decoder(JsonTrack)


class Extent(NamedTuple):
    """The smallest and the largest of a batch: 1e-7 degrees, epoch milliseconds."""

    west: int
    east: int
    south: int
    north: int
    from_ms: int
    to_ms: int


@dataclass(eq=False, slots=True)
class SentBatch:
    """One batch of one person, readable, but not yet held against its patrol. Nothing of it is changed.

    What is asked of each of a group is kept, its fixes are looked at where they lie. ``extent`` is worked out for a
    whole group at once where there is one (``checking.look_over``).
    """

    patrol_id: UUID
    person_id: UUID
    header: Header
    records: bytes
    received_at: datetime
    received_ms: int = field(init=False)
    count: int = field(init=False)
    first_seq: int = field(init=False)
    end_seq: int = field(init=False)
    _extent: Extent | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        self.received_ms = millis(self.received_at)
        self.count = pack.count(self.records)
        self.first_seq = self.header.first_seq
        self.end_seq = self.first_seq + self.count

    @property
    def fixes(self) -> Records:
        return pack.read(self.records)

    @property
    def at_ms(self) -> NDArray[np.int64]:
        return self.header.t0_ms + self.fixes["dt"].astype(np.int64)

    @property
    def extent(self) -> Extent:
        if self._extent is None:
            lon, lat, at = self.fixes["lon"], self.fixes["lat"], self.at_ms
            self._extent = Extent(*(int(each) for c in (lon, lat, at) for each in (c.min(), c.max())))
        return self._extent

    def measured(self, extent: Extent) -> None:
        self._extent = extent

    @property
    def skew_ms(self) -> int:
        """The phone's clock minus ours."""
        return self.header.sent_at_ms - self.received_ms


def moment(ms: int) -> datetime:
    return _EPOCH + timedelta(milliseconds=ms)


def micros(us: int) -> datetime:
    return _EPOCH + timedelta(microseconds=us)


def read(
    patrol_id: UUID, person_id: UUID, media_type: str, encoding: str, body: bytes, received_at: datetime
) -> SentBatch:
    """A batch that is whole and says plausible times; its fixes are looked over with those of its group.

    Raises:
        UnsupportedType, TooLarge, Malformed, Invalid: ``errors`` names the field.
    """
    if media_type not in (MEDIA_TYPE, "application/json"):
        raise UnsupportedType("不支持的内容类型。", f"Send {MEDIA_TYPE} or application/json.")
    packed = media_type == MEDIA_TYPE
    plain = _plain(body, encoding, pack.MAX_BYTES if packed else MAX_JSON)
    header, records = _unpacked(plain) if packed else _from_json(plain)
    sent = SentBatch(patrol_id, person_id, header, records, received_at)
    _check_header(sent)
    return sent


def _plain(body: bytes, encoding: str, limit: int) -> bytes:
    """The body without its compression, never inflated past what a whole batch can need."""
    if encoding in ("", "identity"):
        plain = body
    elif encoding == "gzip":
        inflate = zlib.decompressobj(wbits=31)
        try:
            plain = inflate.decompress(body, limit + 1)
        except zlib.error as exc:
            raise Malformed("压缩内容已损坏。", "The body is not whole gzip.") from exc
        if len(plain) <= limit and (not inflate.eof or inflate.unused_data):
            raise Malformed("压缩内容已损坏。", "The body is not whole gzip.")
    else:
        raise UnsupportedType("不支持的压缩方式。", "Content-Encoding must be gzip or identity.")
    if len(plain) > limit:
        raise TooLarge("一批最多 1000 个点。", "A batch holds at most 1,000 points.")
    return plain


def _unpacked(body: bytes) -> tuple[Header, bytes]:
    try:
        return pack.unpack(body)
    except NotATrack as exc:
        raise invalid("body", "轨迹数据格式不正确。", f"Not a batch of fixes: {exc}.") from exc


def _from_json(body: bytes) -> tuple[Header, bytes]:
    try:
        sent = _json.decode(body)
        refuse_repeated_keys(body)
    except msgspec.ValidationError as exc:
        reason, _, path = str(exc).partition(" - at `$")
        field = path.rstrip("`").removeprefix(".") or "data"
        raise faults.invalid([(field, reason)]) from exc
    except (msgspec.DecodeError, RecursionError, UnicodeError) as exc:
        raise Malformed(*faults.unreadable(str(exc))) from exc
    columns = (sent.dt, sent.lon, sent.lat, sent.accuracy_dm, sent.speed_cms, sent.heading_ddeg, sent.flags)
    if len({len(column) for column in columns}) != 1:
        raise invalid("data", "各列长度不一致。", "The columns differ in length.")
    return Header(sent.first_seq, sent.t0, sent.sent_at), pack.write(*columns)


def _check_header(sent: SentBatch) -> None:
    if sent.end_seq > MAX_SEQ:
        raise invalid("first_seq", "一次巡查的点太多。", f"A patrol holds at most {MAX_SEQ} fixes.")
    latest = sent.received_ms + _CLOCK_ERROR_MS
    for name, at in (("t0", sent.header.t0_ms), ("sent_at", sent.header.sent_at_ms)):
        if not _EARLIEST_MS <= at <= latest:
            raise invalid(name, "时间不合理,请检查手机时钟。", "An implausible time. Check the phone's clock.")
