/** How often somebody has signed in on this page: what failed meanwhile is asked for anew with every time. */

import { observable } from "../ui/observable";

export const signIns = observable(0);

export function signedInAgain(): void {
  signIns.set(signIns.get() + 1);
}
