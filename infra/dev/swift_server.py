"""All four Swift servers in one process, on loopback: ``python swift_server.py ROOT PORT`` (PORT to PORT + 3).

Run as a script by the environment that has ``swift``; the access and secret key come in the environment.
"""

import warnings

warnings.filterwarnings("ignore")
import eventlet  # noqa: E402

eventlet.monkey_patch()
import os  # noqa: E402
import signal  # noqa: E402
import socket  # noqa: E402
import sys  # noqa: E402
from pathlib import Path  # noqa: E402
from typing import Any  # noqa: E402

import swift_conf  # type: ignore[import-not-found]  # noqa: E402


def listen(port: int) -> socket.socket:
    s = socket.socket()
    s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    s.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    s.bind(("127.0.0.1", port))
    s.listen(256)
    return s


def serve(etc: Path, kind: str, sock: socket.socket) -> Any:
    from eventlet import wsgi
    from swift.common.http_protocol import SwiftHttpProtocol
    from swift.common.utils import NullLogger
    from swift.common.wsgi import loadapp

    app = loadapp(f"{etc}/{kind}-server.conf", global_conf={"log_name": kind})
    return eventlet.spawn(
        wsgi.server, sock, app, NullLogger(), protocol=SwiftHttpProtocol, capitalize_response_headers=False,
        url_length_limit=16384, socket_timeout=60, custom_pool=eventlet.GreenPool(1024),
    )  # fmt: skip


def main() -> None:
    root, port = Path(sys.argv[1]), int(sys.argv[2])
    swift_conf.write(root, port, os.environ["S3_ACCESS_KEY"], os.environ["S3_SECRET_KEY"])
    from swift.common import utils
    from swift.common.storage_policy import reload_storage_policies

    utils.set_swift_dir(str(root / "etc"))
    reload_storage_policies()
    kinds = ("proxy", "account", "container", "object")
    threads = [serve(root / "etc", kind, listen(port + n)) for n, kind in enumerate(kinds)]
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: os._exit(0))
    print(f"ready on {port}", flush=True)
    for thread in threads:
        thread.wait()


main()
