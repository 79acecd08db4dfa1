"use client";
// A text field for money, prices and quantities: arrows step by the tick, and the reading shows when it differs from what was typed.
import type { KeyboardEvent, ReactNode } from "react";
import { parseAmount } from "#components/format/parse-amount.ts";
import { formatQuantity } from "#components/format/quantity.ts";
import { stepByTick } from "#components/format/string-decimal.ts";
import { describedBy, FieldFrame } from "./field.tsx";

interface AmountFieldProps {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  /** What stands in the field, exactly as typed. */
  readonly typed: string;
  readonly onTyped: (typed: string) => void;
  readonly places?: number;
  /** Arrow up and down move to the next multiple; without it they do nothing. */
  readonly tick?: string | undefined;
  /** Where stepping starts in an empty field, such as the last price. */
  readonly stepFrom?: string | undefined;
  readonly unit?: string | undefined;
  readonly hint?: ReactNode;
  readonly error?: string | null | undefined;
  /** Show what is wrong with the text; usually once the field was left or sent. */
  readonly showProblem?: boolean;
  readonly autoFocus?: boolean;
  readonly onBlur?: () => void;
}

export function AmountField(props: AmountFieldProps) {
  const { id, name, label, typed, onTyped, places = 9, tick, stepFrom, unit, showProblem = false, onBlur } = props;
  const read = typed.trim() === "" ? null : parseAmount(typed, { places });
  const error = props.error ?? (showProblem && read && !read.ok ? read.message : null);
  const hint = read?.ok && read.reread ? `Read as ${formatQuantity(read.value)}` : props.hint;

  function step(event: KeyboardEvent<HTMLInputElement>) {
    if (tick === undefined || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    const from = read === null ? (stepFrom ?? "0") : read.ok ? read.value : null;
    if (from === null) return;
    event.preventDefault();
    onTyped(stepByTick(from, tick, event.key === "ArrowUp" ? "up" : "down"));
  }

  return (
    <FieldFrame id={id} label={label} hint={hint} error={error}>
      <div className="relative">
        <input
          id={id}
          name={name}
          type="text"
          inputMode="decimal"
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onChange={(event) => onTyped(event.currentTarget.value)}
          onKeyDown={step}
          onBlur={onBlur}
          // biome-ignore lint/a11y/noAutofocus: only where opening the field was the person's own act
          autoFocus={props.autoFocus}
          aria-invalid={error ? true : undefined}
          aria-describedby={describedBy(id, hint, error)}
          className={unit === undefined ? "control text-right" : "control pr-12 text-right"}
        />
        {unit !== undefined && (
          <span className="pointer-events-none absolute inset-y-0 right-2 flex items-center text-muted text-xs">
            {unit}
          </span>
        )}
      </div>
    </FieldFrame>
  );
}
