"""GPX 1.1 out and in. Pure, save for the digest that names what a file becomes."""

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import NamedTuple
from uuid import UUID, uuid5
from xml.etree.ElementTree import Element, ParseError

import gpxpy.gpx
import numpy as np
from defusedxml import DefusedXmlException, ElementTree

from backend.core.errors import Invalid, Malformed, invalid
from backend.patrols.rules import EARLIEST, millis
from backend.patrols.structs import Patrol
from backend.patrols.tracks.wire import moment
from geo import pack
from geo.tracks import Laid

MEDIA_TYPE = "application/gpx+xml"
MAX_TRACKS = 100
MAX_FIXES = 200_000
_OURS = UUID("6f5ab0f1-65c4-5f0c-9d5c-8a6c8f1f3a53")
_UNKNOWN_GAP = 7
_NO_BATTERY = pack.BATTERY_UNKNOWN << pack.BATTERY_SHIFT


def written(patrol: Patrol, laid: Laid) -> str:
    """One track with a segment per unbroken part; times in UTC. It names the squad and the day, not the person."""
    gpx = gpxpy.gpx.GPX()
    gpx.creator = "Fengxun 枫巡"
    day = patrol.started_at.astimezone(UTC).date()
    track = gpxpy.gpx.GPXTrack(name=f"{patrol.squad} {day}")
    gpx.tracks.append(track)
    kept = laid.kept
    for a, b in laid.parts:
        rows = zip(kept.lon[a:b].tolist(), kept.lat[a:b].tolist(), kept.at_ms[a:b].tolist(), strict=True)
        points = [gpxpy.gpx.GPXTrackPoint(lat, lon, time=moment(at)) for lon, lat, at in rows]
        track.segments.append(gpxpy.gpx.GPXTrackSegment(points))
    xml: str = gpx.to_xml()
    return xml


class Imported(NamedTuple):
    """One track of a file: the id it has for this person, and its fixes in batches of (t0 in ms, records)."""

    id: UUID
    started_at: datetime
    ended_at: datetime
    batches: list[tuple[int, bytes]]


class _Place(NamedTuple):
    lon: int
    lat: int
    at_ms: int
    first_of_segment: bool


def read(body: bytes, person_id: UUID, now: datetime) -> list[Imported]:
    """The tracks of a GPX 1.0 or 1.1 file, each fix with a time; a new segment is a gap of unknown reason.

    Ids come from the file's digest and the person, so that the same file again makes nothing new.

    Raises:
        Malformed: no XML. Invalid: hostile XML (a document type or entities), no GPX, nothing in it, too much of it,
        or a fix without a plausible place and time.
    """
    file = uuid5(_OURS, hashlib.sha256(body).hexdigest() + str(person_id))
    tracks = [
        _imported(uuid5(file, str(number)), places)
        for number, track in enumerate(_tracks(body))
        if (places := list(_places(track, number, millis(now))))
    ]
    if not tracks:
        raise Invalid("文件中没有轨迹。", "There is no track in this file.")
    return tracks


def _tracks(body: bytes) -> list[Element]:
    try:
        root = ElementTree.fromstring(body, forbid_dtd=True)
    except DefusedXmlException as exc:
        raise Invalid("文件含有不允许的 XML 内容。", "Document types and entities are not accepted.") from exc
    except (ParseError, ValueError, LookupError) as exc:
        raise Malformed("不是可读的 GPX 文件。", "This is not readable XML.") from exc
    if root.tag.rsplit("}", 1)[-1] != "gpx":
        raise invalid("body", "不是 GPX 文件。", "This is not a GPX file.")
    tracks: list[Element] = root.findall("{*}trk")
    fixes = sum(len(segment.findall("{*}trkpt")) for track in tracks for segment in track.findall("{*}trkseg"))
    if len(tracks) > MAX_TRACKS or fixes > MAX_FIXES:
        raise Invalid("文件太大。", f"At most {MAX_TRACKS} tracks and {MAX_FIXES} fixes at once.")
    return tracks


def _places(track: Element, number: int, now_ms: int) -> Iterator[_Place]:
    for s, segment in enumerate(track.findall("{*}trkseg")):
        for p, point in enumerate(segment.findall("{*}trkpt")):
            place = _place(point, first_of_segment=p == 0)
            if place is None or not millis(EARLIEST) <= place.at_ms <= now_ms:
                field = f"trk[{number}].trkseg[{s}].trkpt[{p}]"
                raise invalid(field, "轨迹点缺少合理的位置或时间。", "A fix without a plausible place and time.")
            yield place


def _place(point: Element, first_of_segment: bool) -> _Place | None:
    try:
        lon, lat = float(point.get("lon", "nan")), float(point.get("lat", "nan"))
        at = datetime.fromisoformat((point.findtext("{*}time") or "").strip())
        at_ms = millis(at if at.tzinfo else at.replace(tzinfo=UTC))
    except (ValueError, OverflowError):
        return None
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        return None
    return _Place(round(lon * pack.DEGREE), round(lat * pack.DEGREE), at_ms, first_of_segment)


def _imported(patrol_id: UUID, places: list[_Place]) -> Imported:
    times = [p.at_ms for p in places]
    return Imported(patrol_id, moment(min(times)), moment(max(times)), list(_batches(places)))


def _batches(places: list[_Place]) -> Iterator[tuple[int, bytes]]:
    for first in range(0, len(places), pack.MAX_POINTS):
        some = places[first : first + pack.MAX_POINTS]
        at = np.array([p.at_ms for p in some])
        t0 = int(at.min())
        if int(at.max()) - t0 >= 2**32:
            raise Invalid("轨迹时间跨度太大。", "Neighbouring fixes lie more than 49 days apart.")
        gap = [_UNKNOWN_GAP if p.first_of_segment and i + first else 0 for i, p in enumerate(some)]
        flags = np.array(gap) | _NO_BATTERY
        yield t0, pack.write(at - t0, [p.lon for p in some], [p.lat for p in some], flags=flags)
