"""What is written to the log: our own words at INFO, others' only when something is wrong. One line each, to stderr."""

from litestar.logging import LoggingConfig


def config() -> LoggingConfig:
    return LoggingConfig(
        root={"level": "WARNING", "handlers": ["queue_listener"]},
        loggers={"fengxun": {"level": "INFO", "handlers": ["queue_listener"], "propagate": False}},
        formatters={"standard": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
        log_exceptions="never",
    )
