/** Why somebody looks at what is not for everybody's eyes: asked before, and recorded with the look. */

type Props<T extends string> = {
  label: string;
  empty: string;
  /** Value and name of each. */
  options: readonly (readonly [T, string])[];
  /** The one chosen to begin with. */
  usual?: T | null;
  /** Where the keyboard is when this comes up. */
  first?: boolean;
};

export function PurposeField<T extends string>({ label, empty, options, usual, first }: Props<T>) {
  return (
    <label class="field">
      <span>{label}</span>
      <select name="purpose" required autofocus={first} defaultValue={usual ?? ""}>
        <option value="">{empty}</option>
        {options.map(([value, name]) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
