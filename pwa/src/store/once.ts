/** Reading is shared by whoever asks in the same turn: the parts of a screen show the same lists, and each was opened anew. */

const asked = new Map<string, Promise<unknown>>();

/** What `load` brings; one answer for all who ask for `name` before anything can have been written in between. */
export function oncePerTurn<T>(name: string, load: () => Promise<T>): Promise<T> {
  const known = asked.get(name) as Promise<T> | undefined;
  if (known) return known;
  const coming = load();
  asked.set(name, coming);
  queueMicrotask(() => asked.delete(name));
  return coming;
}
