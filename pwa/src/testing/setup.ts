/** Unit tests run in Node: IndexedDB by its written semantics, in memory. */

import "fake-indexeddb/auto";
