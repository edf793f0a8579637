"""Bring a database to the newest schema."""

from pathlib import Path

from alembic import command
from alembic.config import Config

_MIGRATIONS = Path(__file__).resolve().parent.parent / "infra" / "migrations"


def config(database_url: str) -> Config:
    """An Alembic configuration without a file of its own."""
    cfg = Config()
    cfg.set_main_option("script_location", str(_MIGRATIONS))
    cfg.set_main_option("file_template", "%%(year)d%%(month).2d%%(day).2d_%%(slug)s")
    cfg.attributes["database_url"] = database_url
    return cfg


def upgrade(database_url: str) -> None:
    """Run every migration that is missing."""
    command.upgrade(config(database_url), "head")
