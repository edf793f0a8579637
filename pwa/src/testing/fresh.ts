/** An empty database for every test. */

import { IDBFactory } from "fake-indexeddb";
import { beforeEach } from "vitest";
import { disconnect } from "../store/db";

beforeEach(async () => {
  await disconnect();
  globalThis.indexedDB = new IDBFactory();
});
