/** What sets another app up to tell us where its person is: links that open it, and addresses to type in. Pure. */

import type { CompanionKind, MadeCompanion } from "../../api/types";

/** `opens`: a link that opens the app with everything filled in; otherwise it is pasted there by hand. */
export type SetUp = { app: "owntracks" | "traccar" | "gpslogger" | "osmand"; text: string; opens: boolean };

/** Names of their own, the same in every language. */
export const APP_NAMES: Record<SetUp["app"], string> = {
  owntracks: "OwnTracks",
  traccar: "Traccar Client",
  gpslogger: "GPSLogger",
  osmand: "OsmAnd",
};

export function setUps(origin: string, made: MadeCompanion): SetUp[] {
  const { id, kind } = made.companion;
  const links: Record<CompanionKind, () => SetUp[]> = {
    owntracks: () => [{ app: "owntracks", text: ownTracks(origin, id, made.secret), opens: true }],
    traccar: () => [{ app: "traccar", text: traccar(origin, id, made.secret), opens: true }],
    osmand: () => osmand(origin, id, made.secret),
  };
  return links[kind]();
}

/**
 * Mode 3 is HTTP. Monitoring 2 is the app's move mode: a fix every half minute, which Android and iOS set by different
 * names. Short, so that its code can be scanned.
 */
function ownTracks(origin: string, id: string, secret: string): string {
  const config = {
    _type: "configuration",
    mode: 3,
    url: `${origin}/api/companions/owntracks`,
    auth: true,
    username: id,
    password: secret,
    deviceId: "phone",
    tid: id.slice(-2),
    monitoring: 2,
    moveModeLocatorInterval: 30,
    locatorInterval: 30,
    locatorDisplacement: 10,
    pubExtendedData: true,
    extendedData: true,
    cmd: false,
  };
  return `owntracks:///config?inline=${encodeURIComponent(btoa(JSON.stringify(config)))}`;
}

function traccar(origin: string, id: string, secret: string): string {
  const wanted = new URLSearchParams({
    url: `${origin}/api/companions/traccar/${secret}`,
    id,
    interval: "10",
    distance: "10",
    accuracy: "high",
    buffer: "true",
    wakelock: "true",
    stop_detection: "false",
    prefer_platform_providers: "true",
  });
  return `org.traccar.client://config?${wanted.toString()}`;
}

/** Both apps put their figures in place of words of their own, which must stay as they are. */
function osmand(origin: string, id: string, secret: string): SetUp[] {
  const address = `${origin}/api/companions/osmand/${secret}?id=${id}`;
  const gpslogger =
    "&lat=%LAT&lon=%LON&timestamp=%TIMESTAMP&accuracy=%ACC&speed_mps=%SPD&bearing=%DIR&altitude=%ALT&batt=%BATT";
  const own = "&lat={0}&lon={1}&timestamp={2}&hdop={3}&altitude={4}&speed_mps={5}&bearing={6}";
  return [
    { app: "gpslogger", text: address + gpslogger, opens: false },
    { app: "osmand", text: address + own, opens: false },
  ];
}
