"""The services of one run: what the environment does not name is started here, privately, and stopped at the end."""

import os
from concurrent.futures import ThreadPoolExecutor

from infra.dev import objects, postgres
from infra.dev.places import python, state
from infra.dev.steps import Trouble, say


class Services:
    """Database and object store. ``stop`` ends the embedded ones, never those that the environment names."""

    def __init__(self) -> None:
        self._postgres = None if os.environ.get("DATABASE_URL") else state() / "run" / "pg"
        self._objects = None if os.environ.get("S3_ENDPOINT") else state() / "run" / "s3"
        missing = [k for k in ("S3_ACCESS_KEY", "S3_SECRET_KEY") if self._objects is None and not os.environ.get(k)]
        if missing:
            raise Trouble(
                f"给出了 S3_ENDPOINT,还需要 {' '.join(missing)}。", f"S3_ENDPOINT needs {' '.join(missing)} too."
            )

    def start(self) -> dict[str, str]:
        """Start or adopt, both at once; the environment that names them."""
        with ThreadPoolExecutor(2) as threads:
            parts = [threads.submit(part) for part in (self._database, self._store)]
        return {**parts[0].result(), **parts[1].result()}

    def _database(self) -> dict[str, str]:
        return {"DATABASE_URL": postgres.start(self._postgres).dsn} if self._postgres else {}

    def _store(self) -> dict[str, str]:
        if self._objects is None:
            return {}
        store = objects.start(self._objects, python())
        keys = {"S3_ACCESS_KEY": store.access_key, "S3_SECRET_KEY": store.secret_key}
        return {"S3_ENDPOINT": store.endpoint, "S3_SECURE": "0", **keys}

    def keep(self) -> None:
        """Start again what has died; on the same port, so that the application finds it."""
        checks: list[tuple[bool, str]] = [
            (self._postgres is None or postgres.running(self._postgres), "PostgreSQL"),
            (self._objects is None or objects.running(self._objects), "S3"),
        ]
        for alive, name in checks:
            if not alive:
                say(f"{name} 意外停止,重新启动 · {name} had ended, starting it again")
                self.start()

    def stop(self) -> None:
        if self._objects:
            objects.stop(self._objects)
        if self._postgres:
            postgres.stop(self._postgres)
