"""Somebody with the run of the store swaps what it holds; reading it again shows that."""

import random

from backend.core.db import Conn
from backend.core.storage import Store
from backend.evidence import rehashing
from tests.conftest import OneConnection
from tests.support.tampering import SWAPS, Originals


async def test_an_original_that_was_swapped_or_lost_is_found_by_reading_all_of_them_again(
    conn: Conn, bucket: Store
) -> None:
    originals, dice = Originals(bucket), random.Random(1)
    await originals.received(conn, 5, dice)
    assert await rehashing.audit(OneConnection(conn), bucket) == []
    for swap, fault in SWAPS:
        await swap(originals, dice)
        assert [found.fault for found in await rehashing.audit(OneConnection(conn), bucket)] == [fault], swap.__name__
        await originals.put_back()
    assert await rehashing.audit(OneConnection(conn), bucket) == []
