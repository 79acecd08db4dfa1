"use client";
// One field of an order that is changed in its own row: Enter asks, Escape leaves it as it is, arrows step by the tick.
import type { KeyboardEvent } from "react";
import { parseAmount } from "#components/format/parse-amount.ts";
import { stepByTick } from "#components/format/string-decimal.ts";
import type { OrderView } from "#lib/contracts/order.ts";
import { FIELD_WORDS, type ReplaceField } from "./replace-draft.ts";
import type { ReplaceHandle } from "./use-replace.ts";

interface ReplaceFieldProps {
  readonly order: OrderView;
  readonly field: ReplaceField;
  readonly tick: string;
  readonly first: boolean;
  readonly replace: ReplaceHandle;
}

export function ReplaceFieldInput({ order, field, tick, first, replace }: ReplaceFieldProps) {
  const typed = replace.draft[field] ?? "";
  const step = field === "quantity" ? "1" : field === "trailPercent" ? "0.1" : tick;

  function press(event: KeyboardEvent<HTMLInputElement>) {
    if (event.key === "Enter") {
      event.preventDefault();
      replace.ask();
    } else if (event.key === "Escape") {
      event.preventDefault();
      replace.stop();
    } else if (event.key === "ArrowUp" || event.key === "ArrowDown") {
      const read = parseAmount(typed);
      if (!read.ok) return;
      event.preventDefault();
      replace.type(field, stepByTick(read.value, step, event.key === "ArrowUp" ? "up" : "down"));
    }
  }

  return (
    <span className="relative z-[1] inline-flex items-center gap-1">
      {field === "stopPrice" && order.type === "stop_limit" && <span className="text-muted text-xs">stop</span>}
      {field === "limitPrice" && order.type === "stop_limit" && <span className="text-muted text-xs">limit</span>}
      <input
        type="text"
        inputMode="decimal"
        autoComplete="off"
        spellCheck={false}
        aria-label={`New ${FIELD_WORDS[field].toLowerCase()} of the ${order.symbol} order`}
        value={typed}
        // biome-ignore lint/a11y/noAutofocus: pressing Replace asks for this field
        autoFocus={first}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => replace.type(field, event.currentTarget.value)}
        onKeyDown={press}
        className="control h-6 min-h-0 w-20 text-right"
      />
    </span>
  );
}
