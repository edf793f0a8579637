/** Giving one lead or many to somebody: the nearest on duty first. The way by keyboard for what a pointer drags. */

import { useEffect, useRef } from "preact/hooks";
import type { Lead, Officer } from "../api/types";
import { t } from "../i18n";
import { Assign } from "./assign";
import { categoryName } from "./names";

type Props = {
  leads: readonly Lead[];
  officers: ReadonlyMap<string, Officer>;
  callers: ReadonlySet<string>;
  known: ReadonlyMap<string, Lead>;
  now: number;
  onAssign(id: string, name: string): void;
  onClose(): void;
};

export function AssignDialog({ leads, officers, callers, known, now, onAssign, onClose }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  const [first] = leads;
  if (!first) return null;
  // Whoever is given leads of several towns must work in each: with more than one there is nobody to show.
  const town = leads.every(({ town_code }) => town_code === first.town_code) ? first.town_code : null;
  return (
    <dialog ref={dialog} class="many-dialog" aria-labelledby="assign-title" onClose={onClose}>
      <h2 id="assign-title">
        {leads.length === 1
          ? t("many.give_one", { category: categoryName(first) })
          : t("many.give_n", { n: leads.length })}
      </h2>
      {town === null && leads.length > 1 && <p class="warning">{t("many.towns")}</p>}
      <Assign
        place={first.place.coordinates}
        townCode={town}
        officers={officers}
        callers={callers}
        leads={known}
        now={now}
        busy={false}
        onAssign={(id, name) => {
          dialog.current?.close();
          onAssign(id, name);
        }}
      />
      <div class="decide-buttons">
        <button type="button" class="button" onClick={() => dialog.current?.close()}>
          {t("act.cancel")}
        </button>
      </div>
    </dialog>
  );
}
