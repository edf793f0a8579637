/** The four dominant causes as large buttons, all others by search; of both, one's own most used first. */

import { useState } from "preact/hooks";
import type { Category, Uuid } from "../api/types";
import { found, foundBy, others as catchAll, ownFirst } from "../capture/categories";
import { language, t } from "../i18n";
import { Icon, type IconName } from "../ui/icon";
import { Banner } from "../ui/parts";
import { useOwnCategories } from "./use_own_categories";
import { useReference } from "./use_reference";

const ICONS: Record<string, IconName> = {
  unlicensed_outdoor_trading: "stall",
  unsorted_household_waste: "waste",
  beyond_storefront_trading: "shop",
  unapproved_construction_waste: "truck",
};

/** So many of the person's own stand before the rest. */
const OWN = 3;

/** `words`: what was looked for in vain, for the note. */
type Props = { person: Uuid; onChoose(code: string, words?: string): void };

export function CategoryChoice({ person, onChoose }: Props) {
  const reference = useReference();
  const [query, setQuery] = useState("");
  const own = useOwnCategories(person);
  if (!reference) {
    return (
      <Banner tone="warn" icon="warning">
        {t("capture.no_reference")}
      </Banner>
    );
  }
  if (own === undefined) return null;
  const dominant = ownFirst(reference.categories.filter((category) => category.dominant), own);
  const others = reference.categories.filter((category) => !category.dominant || query !== "");
  return (
    <>
      {query === "" && (
        <div class="causes">
          {dominant.map((category) => (
            <button key={category.code} type="button" class="cause" onClick={() => onChoose(category.code)}>
              <Icon name={ICONS[category.code] ?? "tag"} size={32} />
              {nameOf(category)}
            </button>
          ))}
        </div>
      )}
      <label class="field search">
        <span>{t("capture.other")}</span>
        <input
          type="search"
          value={query}
          aria-label={t("capture.search")}
          placeholder={t("capture.search_hint")}
          onInput={(event) => setQuery(event.currentTarget.value)}
        />
      </label>
      <Results
        categories={query === "" ? ownFirst(others, own, OWN) : found(others, query)}
        query={query.trim()}
        rest={catchAll(reference.categories)}
        onChoose={onChoose}
      />
    </>
  );
}

function nameOf({ name_zh, name_en }: Category): string {
  return language() === "en" ? name_en : name_zh;
}

type ResultsProps = Pick<Props, "onChoose"> & {
  categories: readonly Category[];
  query: string;
  /** Offered when nothing is found. */
  rest: readonly Category[];
};

function Results({ categories, query, rest, onChoose }: ResultsProps) {
  const none = categories.length === 0;
  return (
    <>
      {none && <p class="hint">{t(query === "" ? "capture.none_found" : "capture.as_other", { words: query })}</p>}
      <ul class="list">
        {(none ? rest : categories).map((category) => (
          <li key={category.code}>
            <button
              type="button"
              class="list-row"
              onClick={() => (none && query !== "" ? onChoose(category.code, query) : onChoose(category.code))}
            >
              <Icon name={ICONS[category.code] ?? "tag"} size={20} />
              <span class="list-text">
                {nameOf(category)} {!none && <Because word={foundBy(category, query)} />}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

function Because({ word }: { word: string | null }) {
  return word === null ? null : <span class="hint">{word}</span>;
}
