"""The wire format: what is packed comes out again, and nothing else is taken for a batch."""

import struct

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo import fixes, pack
from geo.fixes import Batch
from geo.pack import Header, NotATrack


def test_the_layout_is_the_documented_one() -> None:
    body = pack.pack(
        Header(7, 1_795_400_000_000, 1_795_400_001_000), pack.write([5], [1202345678], [297000000], flags=[0xFF09])
    )
    assert len(body) == 24 + 20
    assert struct.unpack("<4sIqqIiiHHHH", body) == (
        b"FXT1", 7, 1_795_400_000_000, 1_795_400_001_000, 5, 1202345678, 297000000, 65535, 65535, 65535, 0xFF09,
    )  # fmt: skip


@given(st.binary(min_size=1, max_size=200))
def test_what_is_laid_by_place_is_lifted_again(some: bytes) -> None:
    records = some * pack.RECORD.itemsize
    assert pack.lift(pack.lay(records)) == records


def test_bytes_of_one_place_lie_together() -> None:
    records = pack.write([1, 2, 3], [0x0A0B0C0D] * 3, [0] * 3)
    assert pack.lay(records)[:3] == b"\1\2\3"
    assert pack.lay(records)[12:24] == b"\x0d" * 3 + b"\x0c" * 3 + b"\x0b" * 3 + b"\x0a" * 3


U2 = st.integers(0, 65535)
Row = st.tuples(st.integers(0, 2**32 - 1), st.integers(-(2**31), 2**31 - 1), U2, U2)


@given(
    st.lists(st.tuples(st.integers(0, 2**32 - 1), st.integers(-(2**31), 2**31 - 1), U2, U2), min_size=1, max_size=50)
)
def test_what_is_packed_comes_out_again(rows: list[tuple[int, int, int, int]]) -> None:
    dt, place, small, flags = (list(column) for column in zip(*rows, strict=True))
    header = Header(3, -5, 2**60)
    got, records = pack.unpack(pack.pack(header, pack.write(dt, place, place, small, small, small, flags)))
    assert got == header
    read = pack.read(records)
    assert [read[name].tolist() for name in ("dt", "lon", "lat", "speed", "flags")] == [dt, place, place, small, flags]


@pytest.mark.parametrize(
    "body",
    [
        b"", b"FXT1", b"FXT2" + bytes(40), b"FXT1" + bytes(20), b"FXT1" + bytes(20 + 19), b"FXT1" + bytes(20 + 21),
        b"FXT1" + bytes(20 + 1001 * 20),
    ],
)  # fmt: skip
def test_what_is_no_batch_is_refused(body: bytes) -> None:
    with pytest.raises(NotATrack):
        pack.unpack(body)


def test_a_value_that_does_not_fit_is_refused_and_never_wrapped_around() -> None:
    with pytest.raises(OverflowError):
        pack.write([1], [1], [1], accuracy=[65536])


def test_batches_that_arrived_in_any_order_are_put_in_the_order_of_recording() -> None:
    early = Batch(0, 1000, pack.write([0, 10], [1, 2], [3, 4]), [5, 1, 0, 1])
    late = Batch(2, 2000, pack.write([0], [30_000_000], [-40_000_000], [57], flags=[pack.MOCK_BIT | 3]), [9, 1])
    together = fixes.of([late, early])
    assert together.seq.tolist() == [0, 1, 2]
    assert together.at_ms.tolist() == [1000, 1010, 2000]
    assert together.zone.tolist() == [5, 0, 9]
    assert together.mock.tolist() == [False, False, True]
    assert together.gap_code.tolist() == [0, 0, 3]
    assert (together.lon[2], together.lat[2], together.accuracy_m[2]) == (3.0, -4.0, 5.7)
    assert np.isnan(together.accuracy_m[:2]).all()


def test_no_batches_are_no_fixes() -> None:
    assert len(fixes.of([])) == 0


@given(st.lists(st.integers(0, 3), min_size=1))
def test_runs_expand_to_what_they_were_made_of(zones: list[int]) -> None:
    runs = np.array(fixes.runs_of(np.array(zones, np.int32))).reshape(-1, 2)
    assert np.repeat(runs[:, 0], runs[:, 1]).tolist() == zones
    assert (np.diff(runs[:, 0]) != 0).all()


def test_the_line_with_times_is_what_every_reader_of_well_known_binary_understands() -> None:
    line = shapely.from_wkb(pack.line_m_wkb(np.array([1.0, 2]), np.array([3.0, 4]), np.array([5.5, 6.5])))
    assert shapely.get_coordinates(line, include_m=True).tolist() == [[1, 3, 5.5], [2, 4, 6.5]]
