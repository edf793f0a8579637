/** Whether the browser may clear what lies on this phone when it runs out of room. */

/** Ask that it may not; returns the answer. Ask when the person has just shown that they mean it. Never raises. */
export async function askToKeep(): Promise<boolean> {
  try {
    return (await isKept()) || ((await navigator.storage?.persist?.()) ?? false);
  } catch {
    return false;
  }
}

export async function isKept(): Promise<boolean> {
  return (await navigator.storage?.persisted?.()) ?? false;
}
