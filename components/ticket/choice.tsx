// One choice of a few as a joined row of radio buttons: arrow keys move it, each word is its own label.
import { cx } from "#components/ui/class-names.ts";

export interface ChoiceOption<V extends string> {
  readonly value: V;
  readonly label: string;
  /** Colours of the chosen one; neutral unless told. */
  readonly chosen?: string;
}

interface ChoiceProps<V extends string> {
  readonly name: string;
  readonly legend: string;
  readonly value: V;
  readonly options: readonly ChoiceOption<V>[];
  readonly onChoose: (value: V) => void;
  readonly large?: boolean;
}

const NEUTRAL = "has-checked:bg-text has-checked:text-bg";

export function Choice<V extends string>({ name, legend, value, options, onChoose, large = false }: ChoiceProps<V>) {
  return (
    <fieldset>
      <legend className="sr-only">{legend}</legend>
      <div className="grid auto-cols-fr grid-flow-col overflow-hidden rounded-md border border-line-strong">
        {options.map((option) => (
          <label
            key={option.value}
            className={cx(
              "flex cursor-pointer items-center justify-center border-line-strong border-r px-2 font-medium last:border-r-0 has-disabled:cursor-not-allowed",
              "has-focus-visible:-outline-offset-2 has-focus-visible:outline-2 has-focus-visible:outline-focus has-checked:font-semibold",
              large ? "min-h-9 pointer-coarse:min-h-11" : "min-h-7 text-xs pointer-coarse:min-h-10",
              option.chosen ?? NEUTRAL,
            )}
          >
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChoose(option.value)}
              className="sr-only"
            />
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
