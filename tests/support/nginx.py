"""A real nginx in front of real processes, with the very file that an installation includes."""

import shutil
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from infra.dev import ports
from infra.dev.places import ROOT

_LOCATIONS = ROOT / "infra" / "nginx" / "fengxun-locations.conf"
_CONF = """
daemon off;
worker_processes 1;
pid {state}/nginx.pid;
error_log {state}/error.log;
events {{ worker_connections 256; }}
http {{
    access_log off;
    client_body_temp_path {state}/body;
    proxy_temp_path {state}/proxy;
    fastcgi_temp_path {state}/fastcgi;
    uwsgi_temp_path {state}/uwsgi;
    scgi_temp_path {state}/scgi;
    upstream fengxun {{
        {servers}
        keepalive 32;
    }}
    server {{
        listen 127.0.0.1:{port};
        include {locations};
    }}
}}
"""


@contextmanager
def nginx(state: Path, behind: Sequence[int]) -> Iterator[int]:
    """Passes requests on to the ports of loopback. Its own port."""
    state.mkdir(parents=True, exist_ok=True)
    port = ports.free_row(0)
    servers = " ".join(f"server 127.0.0.1:{each} max_fails=1 fail_timeout=2s;" for each in behind)
    conf = state / "nginx.conf"
    conf.write_text(_CONF.format(state=state, servers=servers, port=port, locations=_LOCATIONS), encoding="utf-8")
    with (state / "nginx.log").open("ab") as log:
        command = [binary(), "-p", state, "-e", state / "error.log", "-c", conf]
        server = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        for _ in range(1200):
            if ports.answers(port):
                break
            time.sleep(0.05)
        else:
            raise TimeoutError(f"nginx does not answer: {(state / 'nginx.log').read_text()[-500:]}")
        yield port
    finally:
        server.terminate()
        server.wait(10)


def binary() -> str:
    return shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin") or "nginx"
