"""An administrator vouches for the key a phone signs with, revokes it, and sees what could not go into a chain."""

from uuid import UUID

import asyncpg
import pytest
from playwright.async_api import Page, expect

from backend.core.ids import uuid7
from tests.e2e.conftest import DESK, shoot
from tests.e2e.test_admin import EVENTUALLY_MS, administrators, switch
from tests.support.chains import Signing
from tests.support.ground import Ground

pytestmark = pytest.mark.browser
NAME = "队员01"


async def signing(dsn: str) -> UUID:
    """The officer's phone has enrolled a key, and sent an entry with a wrong signature."""
    conn = await asyncpg.connect(dsn)
    try:
        person: UUID = await conn.fetchval("select id from people where name = $1", NAME)
        key = Signing(person)
        await conn.execute(
            "insert into devices (person_id, id, label) values ($1, $2, '华为 Mate')", person, key.device_id
        )
        await conn.execute(
            """
            insert into capture_keys (id, person_id, device_id, label, public_key) values ($1, $2, $3, '华为 Mate', $4)
            """,
            key.id, person, key.device_id, b"\x30",
        )  # fmt: skip
        await conn.execute(
            """
            insert into entries_aside (id, person_id, key_id, n, fault, entry, signature, sha256)
            values ($1, $2, $3, 12, 'signature', '{}', '', '')
            """,
            uuid7(), person, key.id,
        )  # fmt: skip
        return person
    finally:
        await conn.close()


async def both(desk: Page, name: str) -> None:
    """At the desk, and on a phone that an administrator carries."""
    await shoot(desk, name)
    await desk.set_viewport_size({"width": 390, "height": 844})
    await shoot(desk, f"{name}-390")
    await desk.set_viewport_size(DESK)


async def test_an_administrator_approves_a_key_revokes_it_and_sees_what_stands_aside(
    ground: Ground, desk: Page
) -> None:
    await administrators(ground.dsn)
    person = await signing(ground.dsn)
    await switch(desk, "系统管理员01", "devices")
    await expect(desk.get_by_role("row", name="华为 Mate").get_by_text("待核准")).to_be_visible(timeout=EVENTUALLY_MS)
    await both(desk, "desk-devices-keys")
    await desk.goto(f"/command/#/people/{person}")
    panel = desk.get_by_role("complementary", name=NAME)
    await panel.get_by_role("button", name="核准", exact=True).focus(timeout=EVENTUALLY_MS)
    await both(desk, "desk-capture-key")
    await desk.keyboard.press("Enter")
    await shoot(desk, "desk-capture-key-ask")
    await desk.get_by_role("dialog").get_by_role("button", name="核准", exact=True).press("Enter")
    await expect(panel.get_by_text("系统管理员01 核准于")).to_be_visible(timeout=EVENTUALLY_MS)
    await panel.get_by_role("button", name="停用密钥").press("Enter")
    await panel.get_by_label("原因").fill("手机遗失")
    await both(desk, "desk-capture-key-revoking")
    await desk.keyboard.press("Enter")
    await expect(panel.get_by_role("button", name="停用密钥")).to_have_count(0, timeout=EVENTUALLY_MS)
    await expect(panel.get_by_text("原因：手机遗失")).to_be_visible()
    await desk.goto("/command/#/aside")
    await expect(desk.get_by_text("签名无效")).to_be_visible(timeout=EVENTUALLY_MS)
    await both(desk, "desk-aside-entries")
