/** When a download that the browser makes by itself has begun: the server says so in a cookie. */

const EVERY_MS = 500;
/** Four gigabytes are put together within this; after it the browser's own list of downloads is all there is. */
const AT_MOST_MS = 10 * 60_000;

/** False when nothing was heard: it was refused, which the browser shows in a tab of its own. */
export function packageReady(asked: string): Promise<boolean> {
  const until = Date.now() + AT_MOST_MS;
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      const ready = document.cookie.split("; ").includes(`package-ready=${asked}`);
      if (!ready && Date.now() < until) return;
      clearInterval(timer);
      resolve(ready);
    }, EVERY_MS);
  });
}
