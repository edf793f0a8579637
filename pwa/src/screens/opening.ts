/** The draft that has just been begun, for which the camera is to open. */

let id: string | null = null;

export const opening = {
  set(draft: string): void {
    id = draft;
  },
  /** Once. */
  take(draft: string): boolean {
    if (id !== draft) return false;
    id = null;
    return true;
  },
};
