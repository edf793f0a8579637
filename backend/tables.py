"""Every table there is, gathered so that migrations can be compared with it."""

from backend.alarms import tables as _alarms
from backend.alarms.limits import tables as _limits
from backend.audit import tables as _audit
from backend.auth import tables as _auth
from backend.basemap import tables as _basemap
from backend.catalogue import tables as _catalogue
from backend.companions import tables as _companions
from backend.core.tables import metadata
from backend.evidence import tables as _evidence
from backend.evidence.chain import tables as _chain
from backend.evidence.keys import tables as _capture_keys
from backend.evidence.receipts import tables as _receipts
from backend.leads import tables as _leads
from backend.patrols import tables as _patrols
from backend.tlog import tables as _tlog
from backend.zones import tables as _zones

__all__ = ["metadata"]
_ = (
    _alarms, _audit, _auth, _basemap, _capture_keys, _catalogue, _chain, _companions, _evidence, _leads, _limits,
    _patrols, _receipts, _tlog, _zones,
)  # fmt: skip
