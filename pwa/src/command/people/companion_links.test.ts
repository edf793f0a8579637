import { expect, test } from "vitest";
import type { CompanionKind, MadeCompanion } from "../../api/types";
import { setUps } from "./companion_links";

const ORIGIN = "https://fengxun.example.gov.cn:8443";

function made(kind: CompanionKind): MadeCompanion {
  const nothing = { seen_at: null, stored_at: null, off_duty_at: null, revoked_at: null, revoked_reason: null };
  const companion = { id: "0192-ab", person_id: "1", kind, label: "手机", created_at: "2026-01-01T00:00:00Z", ...nothing };
  return { companion, secret: "s3-cr_et" };
}

test("OwnTracks is set up by one link that holds everything, the secret as its password", () => {
  const [only] = setUps(ORIGIN, made("owntracks"));
  expect(only!.opens).toBe(true);
  const config = JSON.parse(atob(new URL(only!.text).searchParams.get("inline")!));
  expect(config).toMatchObject({
    _type: "configuration",
    mode: 3,
    auth: true,
    url: `${ORIGIN}/api/companions/owntracks`,
    username: "0192-ab",
    password: "s3-cr_et",
    moveModeLocatorInterval: 30,
    locatorInterval: 30,
  });
});

test("Traccar Client is set up by one link whose address holds the secret", () => {
  const [only] = setUps(ORIGIN, made("traccar"));
  const { searchParams } = new URL(only!.text);
  expect(only!.text).toMatch(/^org\.traccar\.client:\/\/config\?/);
  expect(searchParams.get("url")).toBe(`${ORIGIN}/api/companions/traccar/s3-cr_et`);
  expect([searchParams.get("interval"), searchParams.get("buffer")]).toEqual(["10", "true"]);
});

test("GPSLogger and OsmAnd get an address each, with the words they replace left alone", () => {
  const [gpslogger, osmand] = setUps(ORIGIN, made("osmand"));
  expect(gpslogger!.text).toContain("/osmand/s3-cr_et?id=0192-ab&lat=%LAT&lon=%LON&timestamp=%TIMESTAMP");
  expect(osmand!.text).toContain("&lat={0}&lon={1}&timestamp={2}");
  expect([gpslogger!.opens, osmand!.opens]).toEqual([false, false]);
});
