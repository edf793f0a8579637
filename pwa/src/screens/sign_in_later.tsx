/** Signing in, fetched when it is wanted: most starts of the app are of somebody who is signed in. */

import { lazy } from "../ui/lazy";

export const SignIn = lazy(
  () => import("./sign_in").then((module) => module.SignIn),
  undefined,
  () => import("../i18n/frame").then((words) => words.frameWords()),
);
