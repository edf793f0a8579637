"""What is reckoned about shapes that were drawn: in the process itself where they are small, else in a limited one."""

import msgspec
import shapely

from backend.zones.editing.looking import faults, mended
from backend.zones.editing.shapes import array, back, read
from backend.zones.editing.tasks import Answer, Fit, Look, Mend, Merge, Split, Task
from geo import editing
from geo.metric import stretched


def work(payload: bytes) -> bytes:
    """A ``Task`` in, an ``Answer`` out, both as MessagePack."""
    try:
        answer = _answer(msgspec.msgpack.decode(payload, type=Task))
    except editing.NotCut:
        answer = Answer(refusal="not_cut")
    except editing.NotNeighbours:
        answer = Answer(refusal="not_neighbours")
    return msgspec.msgpack.encode(answer)


def _answer(task: Task) -> Answer:
    match task:
        case Look():
            return Answer(faults=faults(task))
        case Mend():
            return mended(task.look)
        case _:
            return Answer(shapes=_reshaped(task))


def _reshaped(task: Split | Merge | Fit) -> list[bytes]:
    match task:
        case Split():
            known = read([task.shape, task.line])
            plane = stretched(known)
            made = editing.split(*plane.metres(known))
        case Merge():
            known = read(task.shapes)
            plane = stretched(known)
            made = [editing.merge(plane.metres(known))]
        case Fit():
            known = read([task.shape, *task.neighbours])
            plane = stretched(known)
            shape, *neighbours = plane.metres(known)
            made = [editing.fitted(shape, array(neighbours), task.within_m)]
    return list(shapely.to_wkb(back(plane, made, known)))
