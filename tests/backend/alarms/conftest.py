"""The same ground as under the leads: two towns, one with a duty zone."""

from tests.backend.leads.conftest import zone

__all__ = ["zone"]
