/** What has to be on the disk before the page is loaded anew. */

const jobs = new Set<() => Promise<unknown>>();

/** Have `job` done before the page leaves by its own will; returns how to call it off. */
export function beforeLeaving(job: () => Promise<unknown>): () => void {
  jobs.add(job);
  return () => void jobs.delete(job);
}

/** Resolves when everything is kept; rejects when something could not be. */
export async function keepAll(): Promise<void> {
  await Promise.all([...jobs].map((job) => job()));
}
