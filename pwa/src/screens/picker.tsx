/** Files from the system: its camera, its gallery, its folders. */

import type { MediaSource } from "../api/types";
import type { Medium } from "../store/records";
import { Icon } from "../ui/icon";

/** Keeps files; what has become of each, null when it could not be kept. */
export type Keep = (files: readonly File[], source: MediaSource) => Promise<(Medium | null)[]>;

type Picking = {
  word: string;
  icon: "capture" | "gallery" | "file";
  accept?: string;
  camera?: boolean;
  source: MediaSource;
  class?: string;
  onOpen?(): void;
  onPick: Keep;
};

export function Picker({ word, icon, accept, camera, source, onOpen, onPick, ...rest }: Picking) {
  const picked = (event: { currentTarget: HTMLInputElement }) => {
    const input = event.currentTarget;
    const files = [...(input.files ?? [])];
    // So that the same file can be picked again after it was removed.
    input.value = "";
    if (files.length > 0) void onPick(files, source);
  };
  return (
    <label class={`${rest.class ?? "button"} file-button`}>
      <Icon name={icon} />
      {word}
      <input
        type="file"
        class="sr-only"
        multiple={!camera}
        {...(accept ? { accept } : {})}
        {...(camera ? { capture: "environment" as const } : {})}
        onClick={onOpen}
        onChange={picked}
      />
    </label>
  );
}
