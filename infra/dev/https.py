"""``./dev run --https``: a certificate of our own making, and the address for a real phone on the same network."""

import shutil
import subprocess
import threading
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socket import AF_INET, SOCK_DGRAM, socket

from infra.dev import ports
from infra.dev.places import ROOT, python, state
from infra.dev.steps import run, say
from infra.dev.users import as_user, own, service_user


def addresses() -> list[str]:
    """Names and addresses of this machine: loopback first, then the one of the default route, then others."""
    found = ["localhost", "127.0.0.1"]
    with socket(AF_INET, SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # documentation range (RFC 5737); a datagram socket sends nothing yet
            found.append(str(probe.getsockname()[0]))
        except OSError:
            pass  # no network at all: loopback only
    if shutil.which("hostname"):
        said = subprocess.run(["hostname", "-I"], capture_output=True, text=True).stdout
        found += [word for word in said.split() if word.count(".") == 3]
    return list(dict.fromkeys(found))


def _folder() -> Path:
    return own(state() / "run" / "tls", service_user())


def certificate(names: list[str]) -> tuple[Path, Path]:
    """Make or renew the server certificate, as the user who will read it; (certificate, key)."""
    run(as_user(service_user(), [python(), _program(), _folder(), *names]), cwd=Path("/"), quiet=True)
    return _folder() / "server.crt", _folder() / "server.key"


def _program() -> Path:
    """A copy: the checkout itself may be out of that user's reach."""
    return Path(shutil.copy(ROOT / "infra" / "dev" / "certificate.py", _folder() / "certificate.py"))


def invite_phones(port: int, names: list[str]) -> None:
    """Say how a phone gets here, and serve the authority's public certificate for it to fetch."""
    offered = ports.free_row(port + 1)
    _offer(offered, (_folder() / "ca.crt").read_bytes())
    for address in names[2:]:
        say(f"\n  同一网络的手机 · a phone on this network:  https://{address}:{port}/")
        say(f"    先安装并信任证书 · first install and trust:  http://{address}:{offered}/fengxun-ca.crt")
    say(
        f"\n    证书文件 · the certificate: {_folder() / 'ca.crt'}\n"
        "    安卓/鸿蒙:设置 → 安全 → 加密与凭据 → 安装证书 → CA 证书。\n"
        "    iPhone:用 Safari 打开上面的链接,在“设置”安装描述文件,再到 通用 → 关于本机 → 证书信任设置 中打开。\n"
        "    Android: Settings, Security, Install a certificate, CA. iPhone: open it in Safari, install the profile,\n"
        "    then Settings, General, About, Certificate Trust Settings."
    )


def _offer(port: int, content: bytes) -> None:
    server = ThreadingHTTPServer(("0.0.0.0", port), partial(_OneFile, content))
    threading.Thread(target=server.serve_forever, daemon=True).start()


class _OneFile(BaseHTTPRequestHandler):
    """Whatever is asked for, the answer is this one public file."""

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
