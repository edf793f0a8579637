/** One of a few: large buttons side by side, of which one is pressed in. */

import "./choice.css";

type Props<T> = {
  label: string;
  options: readonly { value: T; name: string; lang?: string }[];
  value: T;
  onChoose(value: T): void;
};

export function Choice<T extends string | number>({ label, options, value, onChoose }: Props<T>) {
  return (
    <div class="choice" role="group" aria-label={label}>
      <span class="choice-label" aria-hidden="true">
        {label}
      </span>
      <div class={`choice-options of-${options.length}`}>
        {options.map((option) => (
          <button
            key={option.value}
            type="button"
            class="button"
            lang={option.lang}
            aria-pressed={option.value === value}
            onClick={() => onChoose(option.value)}
          >
            {option.name}
          </button>
        ))}
      </div>
    </div>
  );
}
