"""An S3 server that enforces locks, in memory: ``python locking_store.py`` prints its port and serves until it ends.

moto's. It refuses to delete a locked version, as the application relies on it; it takes a shorter lock for a longer
one, which the application never asks for.
"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

ACCESS_KEY, SECRET_KEY = "locking", "locking-secret"


@contextmanager
def locking_store() -> Iterator[str]:
    """Its host and port; it takes any key."""
    process = subprocess.Popen(
        [sys.executable, "-W", "ignore", __file__], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    assert process.stdout
    try:
        port = process.stdout.readline().strip()
        assert port, "the store did not start"
        yield f"127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()
        process.stdout.close()


def main() -> None:
    from moto.moto_server.werkzeug_app import create_backend_app
    from werkzeug.serving import make_server

    server = make_server("127.0.0.1", 0, create_backend_app("s3"), threaded=True)
    print(server.port, flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
