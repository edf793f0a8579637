"""The schema of the interface: exported into the PWA at build time, served only to people who are signed in."""

from litestar import Router
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin

VERSION = "0.1.0"


def config(opt: dict[str, object]) -> OpenAPIConfig:
    """``opt`` fences the schema's own handlers."""
    return OpenAPIConfig(
        title="Fengxun 枫巡",
        version=VERSION,
        render_plugins=[JsonRenderPlugin(path="/openapi.json")],
        openapi_router=Router("/api/schema", route_handlers=[], opt=opt),
        use_handler_docstrings=True,
    )
