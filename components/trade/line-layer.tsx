"use client";
// The order lines of the chart beside the picture: moved by keys, and the question before any of them is replaced.
import type { KeyboardEvent } from "react";
import { toCoordinate } from "#components/charts/to-coordinate.ts";
import { formatPrice } from "#components/format/price.ts";
import { stepByTick } from "#components/format/string-decimal.ts";
import { cx } from "#components/ui/class-names.ts";
import type { ChartLine } from "./chart-lines.ts";
import { replacementOf } from "./move-line.ts";
import { ReplaceCard } from "./replace-card.tsx";
import { type ReplaceLines, useSendReplacement } from "./use-send-replacement.ts";

interface LineLayerProps extends ReplaceLines {
  readonly symbol: string;
  readonly tick: string;
  readonly currency: string;
}

/** Shift moves by this many ticks. */
const LEAP = 10;

export function LineLayer(props: LineLayerProps) {
  const { symbol, lines, proposal, onPropose, tick, currency } = props;
  const { confirm, trouble } = useSendReplacement(props);
  const proposed = proposal === null ? undefined : lines.find(({ id }) => id === proposal.lineId);
  const movable = lines.filter((line) => line.movable || line.id === proposal?.lineId);

  function move(line: ChartLine, { key, shiftKey }: KeyboardEvent): boolean {
    const mine = proposal?.lineId === line.id ? proposal : null;
    if (mine?.phase === "sending" || mine?.phase === "checking") return false;
    if (key === "ArrowUp" || key === "ArrowDown") {
      let price = mine?.phase === "asking" ? mine.price : line.price;
      for (let step = 0; step < (shiftKey ? LEAP : 1); step += 1) {
        price = stepByTick(price, tick, key === "ArrowUp" ? "up" : "down");
      }
      const change = replacementOf(line, price);
      onPropose(change === null ? null : { lineId: line.id, price, y: null, phase: "asking" });
      return true;
    }
    if (mine === null) return false;
    if (key === "Enter" && mine.phase === "asking") confirm();
    else if (key === "Escape") onPropose(null);
    else return false;
    return true;
  }

  return (
    <>
      {movable.length > 0 && (
        <ul aria-label={`Order lines of ${symbol}`} className="no-print flex flex-wrap gap-1.5 px-3 pb-2">
          {movable.map((line) => {
            const moved = proposal?.lineId === line.id && proposal.phase !== "refused" ? proposal : null;
            const price = moved?.price ?? line.price;
            return (
              <li key={line.id}>
                <div
                  role="slider"
                  tabIndex={0}
                  aria-orientation="vertical"
                  aria-label={`${line.label} line`}
                  aria-valuenow={toCoordinate(price)}
                  aria-valuemin={0}
                  aria-valuetext={formatPrice(price, { tick })}
                  aria-describedby="order-line-keys"
                  onKeyDown={(event) => {
                    if (move(line, event)) event.preventDefault();
                  }}
                  className={cx(
                    "flex min-h-6 cursor-default items-center gap-1.5 rounded-md border px-2 text-xs pointer-coarse:min-h-9",
                    moved === null ? "border-line" : "border-warn",
                  )}
                >
                  <span aria-hidden="true" className={cx("w-3 border-t border-dashed", LINES[line.side])} />
                  {line.label} {formatPrice(price, { tick })}
                </div>
              </li>
            );
          })}
        </ul>
      )}
      <p id="order-line-keys" className={movable.length > 0 ? "px-3 pb-2 text-muted text-xs" : "hidden"}>
        Drag a line to change its order. By keyboard: arrows move it by {tick} (with Shift by ten), Enter sends, Esc
        puts it back.
      </p>
      {proposal !== null && proposed !== undefined && (
        <ReplaceCard
          line={proposed}
          proposal={proposal}
          trouble={trouble}
          tick={tick}
          currency={currency}
          onConfirm={confirm}
          onClose={() => onPropose(null)}
        />
      )}
    </>
  );
}

const LINES = { buy: "border-up", sell: "border-down" } as const;
