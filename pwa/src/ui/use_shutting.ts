/** A click elsewhere and Escape shut a menu made of `<details>`; Escape leads back to its button. */

import { useEffect } from "preact/hooks";

export function useShutting(menu: { current: HTMLDetailsElement | null }): void {
  useEffect(() => {
    const away = ({ target }: Event) => {
      if (menu.current?.open && !menu.current.contains(target as Node)) menu.current.open = false;
    };
    const escape = ({ key }: KeyboardEvent) => {
      if (key !== "Escape" || !menu.current?.open) return;
      menu.current.open = false;
      menu.current.querySelector("summary")?.focus();
    };
    addEventListener("pointerdown", away);
    addEventListener("keydown", escape);
    return () => {
      removeEventListener("pointerdown", away);
      removeEventListener("keydown", escape);
    };
  }, []);
}
