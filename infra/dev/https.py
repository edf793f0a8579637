"""``./dev run --https``: a certificate of our own making, and the address for a real phone on the same network."""

import os
import threading
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socket import AF_INET, SOCK_DGRAM, socket

from infra.dev.places import python, state
from infra.dev.steps import run
from infra.dev.users import service_user


def addresses() -> list[str]:
    """This machine's addresses on its networks. Opens no connection: a datagram socket only looks up the route."""
    found = ["localhost", "127.0.0.1"]
    with socket(AF_INET, SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # documentation range (RFC 5737); nothing is sent
            found.append(str(probe.getsockname()[0]))
        except OSError:
            pass
    return list(dict.fromkeys(found))


def certificate() -> tuple[Path, Path]:
    """Make or renew the server certificate; (certificate, key)."""
    folder = state() / "tls"
    run([python(), "-m", "infra.dev.certificate", folder, *addresses()], quiet=True)
    user = service_user()
    if user:
        for file in ("server.crt", "server.key"):
            os.chown(folder / file, user.pw_uid, user.pw_gid)
    return folder / "server.crt", folder / "server.key"


def offer_authority(port: int) -> None:
    """Serve the authority's public certificate, and nothing else, so that a phone can fetch and trust it."""
    content = (state() / "tls" / "ca.crt").read_bytes()
    server = ThreadingHTTPServer(("0.0.0.0", port), partial(_OneFile, content))
    threading.Thread(target=server.serve_forever, daemon=True).start()


class _OneFile(BaseHTTPRequestHandler):
    def __init__(self, content: bytes, *args: object) -> None:
        self.content = content
        super().__init__(*args)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("content-type", "application/x-x509-ca-cert")
        self.send_header("content-length", str(len(self.content)))
        self.end_headers()
        self.wfile.write(self.content)

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""
