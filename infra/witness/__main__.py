"""A witness of logs (C2SP tlog-witness): ``python -m infra.witness --help``.

It remembers the newest checkpoint of each log and puts its name under another only when that one begins with it. Run it
where the log's owner has no say: at the county's bureau, on an auditor's machine. It needs no database.
"""

import argparse
import hashlib
import json
import os
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from backend.tlog import memory, merkle, notes
from backend.tlog.notes import BadNote, Checkpoint, Key, Signer

MAX_BODY = 64 << 10
MAX_HASHES = 63


class Answer(NamedTuple):
    status: int
    body: str = ""
    media_type: str = "text/plain; charset=utf-8"


class Witness:
    """What it has seen lies in ``state``, a file for each log."""

    def __init__(self, signer: Signer, logs: list[Key], state: Path) -> None:
        self.signer, self.state = signer, state
        self.logs = {key.name: key for key in logs}
        self._turn = threading.Lock()

    def add_checkpoint(self, body: str) -> Answer:
        """Cosign, or say by a status of the protocol why not."""
        head, blank, note = body.partition("\n\n")
        first, *lines = head.split("\n")
        old = first.removeprefix("old ")
        if not blank or first == old or not old.isdecimal() or str(int(old)) != old or len(lines) > MAX_HASHES:
            return Answer(400, "not an add-checkpoint request\n")
        try:
            proof, unproven = notes.hashes(lines), notes.checkpoint(note.rpartition("\n\n")[0] + "\n")
        except BadNote as exc:
            return Answer(400, f"{exc}\n")
        if unproven.origin not in self.logs:
            return Answer(404, "this log is not known here\n")
        try:
            text, _ = notes.opened(note, [self.logs[unproven.origin]])
        except BadNote as exc:
            return Answer(403, f"{exc}\n")
        with self._turn:
            return self._decide(int(old), proof, notes.checkpoint(text), note)

    def _decide(self, old: int, proof: list[bytes], new: Checkpoint, note: str) -> Answer:
        if old > new.size:
            return Answer(400, "old is larger than the checkpoint\n")
        seen = self.seen(new.origin)
        if old != seen.size:
            return Answer(409, f"{seen.size}\n", "text/x.tlog.size")
        if old == new.size and seen.root != new.root:
            return Answer(409, f"{seen.size}\n", "text/x.tlog.size")
        if not merkle.extends(old, seen.root, new.size, new.root, proof):
            return Answer(422, "the proof does not show that the log only grew\n")
        memory.keep(self._path(new.origin), note)
        return Answer(200, notes.cosigned(new.text, self.signer, int(time.time())))

    def seen(self, origin: str) -> Checkpoint:
        note = self.notes().get(origin)
        if note is None:
            return Checkpoint(origin, 0, merkle.root_of([]))
        return notes.checkpoint(notes.opened(note, [self.logs[origin]])[0])

    def notes(self) -> dict[str, str]:
        """The newest note of each log that has been seen."""
        return {origin: path.read_text() for origin in self.logs if (path := self._path(origin)).exists()}

    def _path(self, origin: str) -> Path:
        return self.state / hashlib.sha256(origin.encode()).hexdigest()


class Door(BaseHTTPRequestHandler):
    """``POST /add-checkpoint``; ``GET /`` says the newest notes and the witness's own key."""

    witness: Witness
    protocol_version = "HTTP/1.1"
    timeout = 30

    def do_POST(self) -> None:
        length = self.headers.get("content-length", "")
        if self.path != "/add-checkpoint":
            return self._say(Answer(404))
        if not length.isdecimal() or int(length) > MAX_BODY:
            return self._say(Answer(413), close=True)
        try:
            body = self.rfile.read(int(length)).decode()
        except UnicodeDecodeError:
            return self._say(Answer(400, "not UTF-8\n"))
        return self._say(self.witness.add_checkpoint(body))

    def do_GET(self) -> None:
        told = {"vkey": str(self.witness.signer.key(notes.COSIGNATURE)), "checkpoints": self.witness.notes()}
        found = self.path == "/"
        self._say(Answer(200, json.dumps(told, indent=1) + "\n", "application/json") if found else Answer(404))

    def _say(self, answer: Answer, *, close: bool = False) -> None:
        body = answer.body.encode()
        self.send_response(answer.status)
        self.send_header("content-type", answer.media_type)
        self.send_header("content-length", str(len(body)))
        if close:
            self.send_header("connection", "close")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        sys.stderr.write(f"{self.address_string()} {format % args}\n")


def _key(path: Path) -> Ed25519PrivateKey:
    """Made at the first start; readable by its owner alone."""
    if not path.exists():
        path.touch(0o600)
        path.write_text(os.urandom(32).hex())
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(path.read_text().strip()))


def main(argv: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m infra.witness", description=__doc__)
    parser.add_argument("--name", required=True, help="of this witness, such as county.example.gov.cn/w1")
    parser.add_argument("--log", required=True, action="append", help="vkey of a log to watch; again for more")
    parser.add_argument("--state", required=True, type=Path, help="folder for the key and what was seen")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8090)
    options = parser.parse_args(argv)
    options.state.mkdir(parents=True, exist_ok=True)
    signer = Signer(options.name, _key(options.state / "witness.key"))
    Door.witness = Witness(signer, [notes.key_of(vkey) for vkey in options.log], options.state)
    with ThreadingHTTPServer((options.host, options.port), Door) as server:
        print(signer.key(notes.COSIGNATURE), f"http://{options.host}:{server.server_address[1]}", flush=True)
        server.serve_forever()


if __name__ == "__main__":
    main()
