/**
 * Asks the server who is signed in before anything is sent. The cookie belongs to the whole browser: somebody else may
 * have signed in meanwhile, and nothing of one person may ever go out in the name of another.
 */

import { api, ApiError } from "../api/client";
import type { Me } from "../api/types";
import { readMe, writeMe } from "../store/keyed";
import { isShutOut, rememberShutOut } from "./shut_out";
import { tell } from "./state";

/** `silent`: no answer, or none that means anything. */
export type Standing = "same" | "other" | "out" | "silent";

/** Hold the person known here against the one the server knows. */
export async function askStanding(): Promise<Standing> {
  const known = await readMe();
  try {
    const told = await api<Me>("/session", { timeoutMs: 15_000 });
    if (isShutOut(told.id)) rememberShutOut(told.id, false);
    tell({ clock_off_ms: Date.now() - Date.parse(told.server_time), revoked: false });
    if (told.id !== known?.id) return "other";
    if (differs(known, told)) await writeMe(told);
    // Everything would be refused: it waits as it does for somebody to sign in.
    return told.must_change_password ? "out" : "same";
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 401) return "silent";
    tell({ revoked: error.problem?.code === "device_revoked" || (!!known && isShutOut(known.id)) });
    return "out";
  }
}

function differs(known: Me, told: Me): boolean {
  const lasting = ({ server_time: _, ...rest }: Me) => JSON.stringify(rest);
  return lasting(known) !== lasting(told);
}
