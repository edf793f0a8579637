/** How long the map takes to get somewhere, in milliseconds: not at all for whoever wants nothing to move. */
export function moveMs(): number {
  return matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 500;
}
