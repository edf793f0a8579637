"""Every room's door: routers under ``/api``, and what runs beside the requests."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

from litestar import Litestar
from litestar.types import ControllerRouterHandler

from backend.alarms.limits.routes import router as alarm_rules
from backend.alarms.lists.routes import router as alarm_lists
from backend.alarms.routes import router as alarms
from backend.alarms.watching import watch as alarm_watch
from backend.audit.routes import router as audit
from backend.auth.keys.routes import router as keys
from backend.auth.routes import router as auth
from backend.basemap import making
from backend.basemap.routes import router as basemap
from backend.command.replay.routes import router as replay
from backend.command.routes import hub
from backend.command.routes import router as command
from backend.companions import forgetting
from backend.companions.routes import router as companions
from backend.demo.beside import demonstration
from backend.evidence import worker
from backend.evidence.chain.routes import router as chain
from backend.evidence.custody.routes import router as custody
from backend.evidence.keys.routes import router as capture_keys
from backend.evidence.receipts.routes import router as receipts
from backend.evidence.routes import router as media
from backend.evidence.uploads.routes import router as uploads
from backend.features.routes import router as features
from backend.leads import service as leads_service
from backend.leads.followups.routes import router as followups
from backend.leads.lists.routes import router as lead_lists
from backend.leads.packages.routes import aids_router as package_aids
from backend.leads.packages.routes import router as packages
from backend.leads.redactions.routes import router as redactions
from backend.leads.retention import job as evidence_retention
from backend.leads.retention.routes import router as retention
from backend.leads.routes import router as leads
from backend.patrols.lists.routes import router as patrol_lists
from backend.patrols.routes import router as patrols
from backend.patrols.tracks import upkeep
from backend.reference.routes import router as reference
from backend.staff.devices.routes import router as devices
from backend.staff.lists.routes import router as people_lists
from backend.staff.routes import router as staff
from backend.system import objects
from backend.system.routes import read_health
from backend.tiles.routes import router as tiles
from backend.tlog import beside as sealer
from backend.tlog import receipt_key
from backend.tlog.routes import router as log
from backend.zones.editing.routes import router as editing
from backend.zones.imports.lists.routes import router as imports
from backend.zones.lists.routes import router as area_lists
from backend.zones.routes import router as areas

ROUTERS: list[ControllerRouterHandler] = [
    alarm_lists,
    alarm_rules,
    alarms,
    area_lists,
    areas,
    auth,
    audit,
    basemap,
    capture_keys,
    chain,
    command,
    companions,
    custody,
    devices,
    editing,
    features,
    followups,
    imports,
    keys,
    lead_lists,
    leads,
    log,
    media,
    packages,
    package_aids,
    patrol_lists,
    patrols,
    people_lists,
    read_health,
    receipts,
    redactions,
    reference,
    replay,
    retention,
    staff,
    tiles,
    uploads,
]

LIFESPANS: list[Callable[[Litestar], AbstractAsyncContextManager[None]]] = [
    receipt_key.at_start,
    objects.watch,
    worker.beside_requests(leads_service.announce),
    evidence_retention.keep_locked,
    upkeep.keep_up,
    forgetting.beside_requests,
    making.beside_requests,
    alarm_watch.keep_watch,
    sealer.keep_sealing,
    hub,
    demonstration,
]
"""Work beside the requests, started once the database is there."""
