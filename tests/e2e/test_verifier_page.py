"""Somebody who trusts nobody checks a package in a browser: on the page of the app, and on that page saved as one file,
without a network."""

from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.e2e.conftest import DESK, DIST, PHONE, shoot
from tests.soak.packages.hands import written
from tests.soak.packages.mutation import flipped, zipped
from tests.soak.packages.town import Town

pytestmark = pytest.mark.browser


async def test_a_package_is_checked_in_the_browser_and_offline_from_one_file(desk: Page, tmp_path: Path) -> None:
    town = Town("browser", 3)
    made = town.package(0, tmp_path)
    original = next(name for name in made.files if name.startswith("originals/"))
    good, bad, policy = (tmp_path / name for name in ("good.zip", "bad.zip", "policy.txt"))
    good.write_bytes(made.data)
    bad.write_bytes(zipped(made.files | {original: flipped(made.files[original], 0, 0)}))
    policy.write_text(written(town.policy))
    wrong: list[str] = []
    desk.on("pageerror", lambda error: wrong.append(str(error)))
    desk.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    for address in ("/verify/", (DIST / "verify" / "verifier.html").as_uri()):
        await desk.goto(address)
        await desk.context.set_offline(True)
        await desk.set_input_files("#package", good)
        await expect(desk.locator("#lacks"), "why the button is grey").to_contain_text("还缺信任文件 policy.txt")
        await desk.set_input_files("#policy", policy)
        await expect(desk.locator("#lacks")).to_be_empty()
        for package, verdict, plain in ((good, "通过 PASS", "内容均未被改动"), (bad, "不通过 FAIL", "被改动过")):
            await desk.set_input_files("#package", package)
            await desk.get_by_role("button", name="核验").click()
            await expect(desk.locator("#whole")).to_have_text(verdict)
            await expect(desk.locator("#summary")).to_contain_text(plain)
        await expect(desk.locator("#rows tr").first).to_contain_text("原件的散列与记录不符")
        await desk.context.set_offline(False)
    assert wrong == []
    for name, size in (("desk", DESK), ("phone", PHONE)):
        await desk.set_viewport_size(size)
        await shoot(desk, f"verifier-{name}")
        assert await desk.evaluate("document.documentElement.scrollWidth <= innerWidth")
    await desk.get_by_role("button", name="English").click()
    await expect(desk.locator("#rows tr").first).to_contain_text("its hash is not what was received")
