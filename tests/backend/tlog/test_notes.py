"""Notes: what was signed opens, what was touched does not, and the published example opens as well."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from backend.tlog import notes
from backend.tlog.notes import BadNote, Checkpoint, Proof, Signer

LOG = Signer("fengqiao.example/log", Ed25519PrivateKey.from_private_bytes(bytes(range(32))))
WITNESS = Signer("county.example/w1", Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33))))
POINT = Checkpoint("fengqiao.example/log", 109_482, bytes(range(32)))
NOTE = notes.signed(POINT.text, LOG) + notes.cosigned(POINT.text, WITNESS, 1_679_315_147)
KEYS = [LOG.key(), WITNESS.key(notes.COSIGNATURE)]

# golang.org/x/mod/sumdb/note: the example of its documentation.
GO_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
GO_NOTE = (
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n"
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)


def test_a_note_made_elsewhere_opens() -> None:
    text, (signature,) = notes.opened(GO_NOTE, [notes.key_of(GO_KEY)])
    assert text.startswith("If you think")
    assert text.endswith("problem is.\n")
    assert str(signature.key) == GO_KEY


def test_a_checkpoint_opens_with_the_signature_of_the_log_and_of_its_witness() -> None:
    text, (log, witness) = notes.opened(NOTE, KEYS)
    assert notes.checkpoint(text) == POINT
    assert (log.key.name, log.at, witness.key.name, witness.at) == (LOG.name, None, WITNESS.name, 1_679_315_147)


def test_signatures_of_strangers_are_passed_over_but_not_enough() -> None:
    assert len(notes.opened(NOTE, KEYS[:1])[1]) == 1
    with pytest.raises(BadNote):
        notes.opened(NOTE, [])


@given(st.integers(0, len(NOTE) - 1), st.sampled_from("0Aa\n— +="))
def test_a_note_with_any_letter_changed_does_not_say_the_same(at: int, letter: str) -> None:
    changed = NOTE[:at] + letter + NOTE[at + 1 :]
    if changed == NOTE:
        return
    try:
        text, signatures = notes.opened(changed, KEYS)
    except BadNote:
        return
    # A name or id of another key: that line counts for nobody any more.
    assert text == POINT.text
    assert len(signatures) == 1


@given(st.text(max_size=300))
def test_any_text_opens_or_is_refused(text: str) -> None:
    for reading in (lambda t: notes.opened(t, KEYS), notes.checkpoint, notes.proof, notes.key_of, notes.decode):
        try:
            reading(text)
        except BadNote:
            continue


@pytest.mark.parametrize("extra", [None, b"salt"])
def test_a_proof_reads_as_it_was_written(extra: bytes | None) -> None:
    made = Proof(73_894, [bytes([n]) * 32 for n in range(5)], NOTE, extra)
    assert notes.proof(str(made)) == made


def test_a_key_whose_id_is_not_its_own_is_refused() -> None:
    with pytest.raises(BadNote):
        notes.key_of(GO_KEY.replace("c74f20a3", "c74f20a4"))
