"""The demonstration county on a ground of its own, loaded once a day and kept, for looking at full screens."""

import asyncio
import hashlib
import secrets
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import asyncpg

from backend.demo import people
from tests.support.ground import ROOT, Ground, Services


class Demonstration(Ground):
    """Its screens speak of today, so that yesterday's is thrown away; so is one that other code has loaded."""

    def __init__(self, state: Path, pwa_dist: Path, services: Services | None = None) -> None:
        super().__init__(state, processes=1, pwa_dist=pwa_dist, services=services)
        day = datetime.now(ZoneInfo("Asia/Shanghai")).strftime("%Y%m%d")
        self.database = f"demonstration_{day}_{_fingerprint()}"
        self.secret = "the secret of pictures"

    def password(self, name: str) -> str:
        return people.password(self.secret, name)

    def environment(self) -> dict[str, str]:
        """What is done is sealed, as where it is in earnest."""
        return super().environment() | {"LOG_KEY_FILE": str(self._log_key())}

    def _log_key(self) -> Path:
        path = self.state / f"log-{self.database}.key"
        if not path.exists():
            path.touch(0o600)
            path.write_text(secrets.token_hex(32))
        return path

    async def _settle(self) -> None:
        conn = await asyncpg.connect(self.admin_dsn)
        try:
            found = await conn.fetch("select datname from pg_database where datname like 'demonstration_%'")
            names = {row["datname"] for row in found}
            for old in names - {self.database}:
                await conn.execute(f'drop database "{old}" with (force)')
        finally:
            await conn.close()
        if self.database not in names:
            await super()._settle()
        # It goes on where it was when it has been interrupted, and does nothing when all is there.
        command = [sys.executable, "-m", "backend.cli", "seed-demo"]
        done = await asyncio.to_thread(
            subprocess.run, command, cwd=ROOT, env=self.environment(), capture_output=True, text=True
        )
        if done.returncode:
            raise RuntimeError(f"the demonstration was not loaded: {done.stderr[-2000:]}")


def _fingerprint() -> str:
    files = [*(ROOT / "backend" / "demo").rglob("*.py"), *(ROOT / "infra" / "migrations" / "versions").glob("*.py")]
    return hashlib.sha256(b"".join(file.read_bytes() for file in sorted(files))).hexdigest()[:8]
