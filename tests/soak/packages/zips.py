"""The ZIP around a package: names that have no business there, bytes between and behind, damage."""

import io
import random
import stat
import struct
import zipfile
import zlib
from uuid import UUID

from backend.evidence.verifier.verdicts import Code
from tests.soak.packages.log import an_id
from tests.soak.packages.mutation import ANYWHERE, Bench, Mutated, flipped, kind, mutated, zipped
from tests.soak.packages.town import Files, Made

FOREIGN = (
    "originals/../../evil.sh", "../evil", "/etc/passwd", "..\\evil", "C:\\evil", "originals\\x.jpg", "run.exe",
    "events/1.json/", "events/", "Events/1.json", "INDEX.JSON", "index.json ", " index.json", "./index.json",
    "events//1.json", "events/１.json", "events/-1.json", "originals/x.jpg", "originals/", "README.txt\x00.exe",
    "events/1.json\x00", "\u202egpj.exe", "ind\u0435x.json", "", "a" * 5_000, "events/1.JSON", "chain/../x",
)  # fmt: skip
_BROKEN = (Code.NO_ZIP, Code.REPACKED, Code.DAMAGED, Code.FOREIGN_ENTRY, Code.ENTRY_TWICE, Code.TOO_LARGE)


def _of(data: bytes, *codes: Code, where: str = ANYWHERE) -> Mutated:
    return Mutated(data, where, frozenset(codes))


@kind
def a_name_that_has_no_business_there(bench: Bench) -> Mutated:
    """Raw, as an attacker's own program would write it: Python's would tidy some of them."""
    name, data = bench.dice.choice(FOREIGN).encode(), bench.dice.randbytes(20)
    return _of(_raw([*_pairs(bench.made.files), (name, data)], bench.dice), Code.FOREIGN_ENTRY, Code.REPACKED)


@kind
def an_original_that_the_index_does_not_name(bench: Bench) -> Mutated:
    name = f"originals/{an_id(bench.dice)}.jpg"
    return mutated(bench.made.files | {name: b"x"}, "index.json", Code.FOREIGN_ENTRY)


@kind
def an_entry_that_the_index_does_not_name(bench: Bench) -> Mutated:
    theirs = bench.theirs().id
    name = f"events/{theirs}.json"
    return mutated(bench.made.files | {name: bench.other.files[name]}, "index.json", Code.FOREIGN_ENTRY)


@kind
def a_file_twice(bench: Bench) -> Mutated:
    name = bench.dice.choice(list(bench.made.files))
    pairs = _pairs(bench.made.files)
    pairs.insert(bench.dice.randrange(len(pairs) + 1), (name.encode(), bench.dice.randbytes(9)))
    return _of(_raw(pairs, bench.dice), Code.ENTRY_TWICE)


@kind
def a_zip_cut_short(bench: Bench) -> Mutated:
    return _of(bench.made.data[: bench.dice.randrange(len(bench.made.data))], Code.NO_ZIP)


@kind
def bytes_in_front_or_behind(bench: Bench) -> Mutated:
    more = bench.dice.randbytes(bench.dice.randrange(1, 400))
    data = more + bench.made.data if bench.dice.random() < 0.5 else bench.made.data + more
    return _of(data, Code.REPACKED)


@kind
def bytes_between_the_files(bench: Bench) -> Mutated:
    hidden = bench.dice.randrange(len(bench.made.files) + 1)
    return _of(_raw(_pairs(bench.made.files), bench.dice, hidden=hidden), Code.REPACKED)


@kind
def a_zip_packed_again(bench: Bench) -> Mutated:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in bench.made.files.items():
            file.writestr(name, data)
    return _of(made.getvalue(), Code.REPACKED)


@kind
def a_file_that_is_a_link(bench: Bench) -> Mutated:
    return _oddly(bench, external_attr=(stat.S_IFLNK | 0o777) << 16)


@kind
def a_remark_on_a_file(bench: Bench) -> Mutated:
    return _oddly(bench, comment=bench.dice.randbytes(5))


@kind
def an_extra_field_of_a_file(bench: Bench) -> Mutated:
    field = bench.dice.choice([0x7075, 0x5455, 0x0001, 0xCAFE])
    return _oddly(bench, extra=struct.pack("<HH", field, 8) + bench.dice.randbytes(8))


def _oddly(bench: Bench, **how: object) -> Mutated:
    made, odd = io.BytesIO(), bench.dice.choice(list(bench.made.files))
    with zipfile.ZipFile(made, "w") as file:
        for name, data in bench.made.files.items():
            info = zipfile.ZipInfo(name)
            for field, value in how.items() if name == odd else ():
                setattr(info, field, value)
            file.writestr(info, data)
    return _of(made.getvalue(), Code.REPACKED)


@kind
def a_remark_on_the_zip(bench: Bench) -> Mutated:
    remark = bench.dice.randbytes(bench.dice.randrange(1, 300))
    return _of(bench.made.data[:-2] + struct.pack("<H", len(remark)) + remark, Code.REPACKED)


@kind
def another_name_in_front_of_the_bytes(bench: Bench) -> Mutated:
    """Programs that read from the beginning see another file than those that read the directory."""
    name = bench.original().encode()
    at = _begins(bench.made)[name.decode()] - len(name)
    other = f"originals/{UUID(int=bench.dice.getrandbits(128))}".encode()[: len(name) - 4]
    return _of(bench.made.data[:at] + other + bench.made.data[at + len(other) :], Code.REPACKED)


@kind
def a_damaged_byte(bench: Bench) -> Mutated:
    """In a file's bytes, by an accident that knows nothing of checksums."""
    name = bench.dice.choice([name for name, data in bench.made.files.items() if data])
    at = _begins(bench.made)[name] + bench.dice.randrange(len(bench.made.files[name]))
    where = name if "/" in name else "index.json"
    where = where.replace(".tlog-proof", ".json")
    if name.endswith(".sig"):
        where = name[:-3] + ("json" if name.startswith("chain/") else "txt")
    return _of(flipped(bench.made.data, at, bench.dice.randrange(8)), Code.DAMAGED, where=where)


@kind
def a_bit_of_the_zip_itself(bench: Bench) -> Mutated:
    """Anywhere but in a file's bytes and in the rights that a file had, which say nothing."""
    data = bench.made.data
    free = _rights(data) | _contents(bench.made)
    at = bench.dice.choice([n for n in range(len(data)) if n not in free])
    return _of(flipped(data, at, bench.dice.randrange(8)), *_BROKEN)


def _begins(made: Made) -> dict[str, int]:
    """Where the bytes of each file begin."""
    with zipfile.ZipFile(io.BytesIO(made.data)) as file:
        return {info.filename: info.header_offset + 30 + len(info.filename) for info in file.infolist()}


def _contents(made: Made) -> set[int]:
    begins = _begins(made)
    return {n for name, data in made.files.items() for n in range(begins[name], begins[name] + len(data))}


def _rights(data: bytes) -> set[int]:
    begin = struct.unpack_from("<L", data, len(data) - 6)[0]
    found: set[int] = set()
    while data[begin : begin + 4] == b"PK\1\2":
        found |= {begin + 40, begin + 41}
        begin += 46 + struct.unpack_from("<H", data, begin + 28)[0]
    return found


@kind
def a_few_bytes_anywhere(bench: Bench) -> Mutated:
    """Whatever it does to the content: each file's checksum, or its form, shows it."""
    data = bytearray(bench.made.data)
    free = _rights(bench.made.data)
    for at in bench.dice.sample([n for n in range(len(data)) if n not in free], bench.dice.randrange(1, 5)):
        data[at] ^= bench.dice.randrange(1, 256)
    return _of(bytes(data), *Code)


@kind
def two_files_of_the_same_bytes(bench: Bench) -> Mutated:
    """One stretch of the ZIP under two names, as bombs have it."""
    pairs = _pairs(bench.made.files)
    data = _raw(pairs, bench.dice)
    begin = struct.unpack_from("<L", data, len(data) - 6)[0]
    second = begin + 46 + len(pairs[0][0])
    return _of(data[: second + 42] + bytes(4) + data[second + 46 :], Code.REPACKED)


@kind
def a_file_said_to_be_larger(bench: Bench) -> Mutated:
    name = bench.dice.choice(list(bench.made.files)).encode()
    data = bytearray(bench.made.data)
    at = bench.made.data.rindex(name) - 46
    struct.pack_into("<LL", data, at + 20, *[bench.dice.choice([len(data) + 1, 1 << 24, (1 << 32) - 2])] * 2)
    return _of(bytes(data), Code.REPACKED)


def _pairs(files: Files) -> list[tuple[bytes, bytes]]:
    return [(name.encode(), data) for name, data in files.items()]


def _raw(pairs: list[tuple[bytes, bytes]], dice: random.Random, hidden: int | None = None) -> bytes:
    """A ZIP written without asking anybody; ``hidden``: in front of which file bytes lie that no name stands for."""
    out, directory = b"", b""
    for number, (name, data) in enumerate(pairs):
        out += dice.randbytes(40) if number == hidden else b""
        said = (20, 0, 0, 0, 0x21, zlib.crc32(data), len(data), len(data), len(name), 0)
        directory += struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, *said, 0, 0, 0, 0o100644 << 16, len(out)) + name
        out += struct.pack("<4s5H3L2H", b"PK\3\4", *said) + name + data
    out += dice.randbytes(40) if hidden == len(pairs) else b""
    end = (b"PK\5\6", 0, 0, len(pairs), len(pairs), len(directory), len(out), 0)
    return out + directory + struct.pack("<4s4H2LH", *end)


assert zipped({}) == _raw([], random.Random()), "both write the same"
