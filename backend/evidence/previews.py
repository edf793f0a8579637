"""Pictures to be shown: made once, by us, in a limited process, out of whatever was sent."""

import msgspec

from backend.core.sandbox import Stopped, run_limited
from backend.core.storage import Store
from backend.evidence import rules
from backend.evidence.structs import Job, Rendered


def thumbnail_key(medium_id: object) -> str:
    return f"derived/{medium_id}/thumbnail.jpg"


def preview_key(medium_id: object) -> str:
    return f"derived/{medium_id}/preview.jpg"


async def make(store: Store, job: Job) -> Rendered:
    """Make and store thumbnail and preview of a received medium; or say why there are none.

    Raises:
        Unavailable: the store is away.
    """
    reason = rules.no_preview_because(job.detected_mime, job.size)
    if reason or job.object_key is None:
        return Rendered(reason=reason or "not_an_image")
    made = await _render(await store.vault.read(job.kept))
    if not made.reason:
        await store.put(thumbnail_key(job.id), made.thumbnail, "image/jpeg")
        await store.put(preview_key(job.id), made.preview, "image/jpeg")
    return made


async def _render(data: bytes) -> Rendered:
    try:
        answer = await run_limited("backend.evidence.render:pictures", data, max_output=16 << 20)
    except Stopped as stopped:
        return Rendered(reason="too_many_pixels" if stopped.reason == "memory" else "decoder_failed")
    return msgspec.msgpack.decode(answer, type=Rendered)
