/** All type in the size that was chosen on this device. */

import { settings } from "../store/settings";

export function startTextSize(): void {
  const show = () => {
    const { text_size } = settings.get();
    document.documentElement.style.fontSize = text_size === 100 ? "" : `calc(var(--text-scale) * ${text_size / 100})`;
  };
  settings.subscribe(show);
  show();
}
