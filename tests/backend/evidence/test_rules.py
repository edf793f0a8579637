"""What is made of bytes by how they begin."""

import pytest

from backend.evidence import rules

_WEBM = bytes.fromhex("1a45dfa39f4286810142f7810142f2810442f381084282847765626d42878104")
_MP4 = b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom"


def _hdlr(kind: bytes) -> bytes:
    return b"\x00\x00\x00\x2dhdlr" + bytes(8) + kind + bytes(12)


@pytest.mark.parametrize(
    ("head", "mime"),
    [
        (_WEBM + b"\x86\x86A_OPUS", "audio/webm"),
        (_WEBM + b"\x86\x86A_OPUS" + b"\x86\x85V_VP8", "video/webm"),
        (_WEBM + b"\x86\x85V_VP9", "video/webm"),
        (_MP4 + _hdlr(b"soun"), "audio/mp4"),
        (_MP4 + _hdlr(b"soun") + _hdlr(b"vide"), "video/mp4"),
        (_MP4 + _hdlr(b"vide"), "video/mp4"),
    ],
)
def test_a_recording_without_pictures_is_a_voice(head: bytes, mime: str) -> None:
    assert rules.sniff(head) == mime
    assert rules.served_as(rules.sniff(head)) == mime


def test_there_is_no_picture_of_a_voice() -> None:
    assert rules.no_preview_because("audio/webm", 10) == "audio"
