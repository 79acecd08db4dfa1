"use client";
// Everything that can be traded here with its moving price; typing filters, up and down move the chart.
import { type KeyboardEvent, useRef, useState } from "react";
import { readPercent } from "#components/format/percent.ts";
import { formatPrice } from "#components/format/price.ts";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { cx } from "#components/ui/class-names.ts";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Change } from "#components/ui/figure.tsx";
import { FreshnessBadge } from "#components/ui/freshness-badge.tsx";
import type { QuoteView } from "#lib/contracts/instrument.ts";
import { filterInstruments, neighbour } from "./filter-instruments.ts";
import { ageBadge, type Trust } from "./quote-reading.ts";

export interface WatchedInstrument {
  readonly symbol: string;
  readonly name: string;
  readonly tickSize: string;
}

interface WatchListProps {
  readonly instruments: readonly WatchedInstrument[];
  readonly quotes: ReadonlyMap<string, QuoteView>;
  readonly current: string;
  readonly onChoose: (symbol: string) => void;
  readonly hrefOf: (symbol: string) => string;
  /** Which market all of these prices come from. */
  readonly market: Trust | null;
  /** The browser's clock; null before the page is live. */
  readonly now: number | null;
}

export function WatchList({ instruments, quotes, current, onChoose, hrefOf, market, now }: WatchListProps) {
  const [typed, setTyped] = useState("");
  const list = useRef<HTMLUListElement>(null);
  const shown = filterInstruments(instruments, typed);

  function move(event: KeyboardEvent, step: 1 | -1) {
    const next = neighbour(
      shown.map(({ symbol }) => symbol),
      current,
      step,
    );
    event.preventDefault();
    if (next === null) return;
    onChoose(next);
    const row = list.current?.querySelector<HTMLElement>(`[data-symbol="${CSS.escape(next)}"]`);
    // From the search field the focus stays where the typing goes on.
    if (event.target instanceof HTMLInputElement) row?.scrollIntoView({ block: "nearest" });
    else row?.focus();
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "ArrowDown") move(event, 1);
    if (event.key === "ArrowUp") move(event, -1);
    if (!(event.target instanceof HTMLInputElement)) return;
    if (event.key === "Escape") setTyped("");
    if (event.key === "Enter" && shown[0]) onChoose(shown[0].symbol);
  }

  return (
    <Card
      title="Watch"
      flush
      aside={market && <FreshnessBadge {...market} />}
      className="flex h-full min-h-0 flex-col [&>div:last-child]:flex [&>div:last-child]:min-h-0 [&>div:last-child]:flex-1 [&>div:last-child]:flex-col"
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to the field and the links inside */}
      <div onKeyDown={onKeyDown} className="flex min-h-0 flex-1 flex-col">
        <div className="border-line border-b p-2">
          <input
            type="search"
            data-search
            aria-label="Filter instruments"
            placeholder="Symbol or name"
            autoComplete="off"
            spellCheck={false}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            className="control"
          />
        </div>
        {shown.length === 0 ? (
          <EmptyState
            kind="filtered"
            title="No instrument matches"
            control={<Button onClick={() => setTyped("")}>Show all</Button>}
          />
        ) : (
          <ul ref={list} aria-label="Instruments" className="min-h-0 flex-1 overflow-y-auto">
            {shown.map((instrument) => (
              <WatchRow
                key={instrument.symbol}
                instrument={instrument}
                quote={quotes.get(instrument.symbol)}
                href={hrefOf(instrument.symbol)}
                current={instrument.symbol === current}
                now={now}
              />
            ))}
          </ul>
        )}
      </div>
    </Card>
  );
}

interface WatchRowProps {
  readonly instrument: WatchedInstrument;
  readonly quote: QuoteView | undefined;
  readonly href: string;
  readonly current: boolean;
  readonly now: number | null;
}

function WatchRow({ instrument, quote, href, current, now }: WatchRowProps) {
  const { symbol, name, tickSize } = instrument;
  const old = ageBadge(quote, now);
  return (
    <li>
      <a
        href={href}
        data-symbol={symbol}
        aria-current={current ? "true" : undefined}
        className={cx(
          "grid min-h-(--row) grid-cols-[minmax(0,1fr)_auto] items-center gap-x-2 border-line border-b px-3 py-1 focus-visible:-outline-offset-2",
          current ? "bg-raised" : "hover:bg-raised/60",
        )}
      >
        <span className="min-w-0">
          <span className="block font-semibold leading-tight">{symbol}</span>
          <span className="block truncate text-2xs text-muted">{name}</span>
        </span>
        <span className="text-right leading-tight">
          <span className="block">{formatPrice(quote?.last ?? null, { tick: tickSize })}</span>
          <span className="block text-2xs">
            {old?.state === "stale" || old?.state === "unknown" ? (
              <FreshnessBadge state={old.state} title={old.title} />
            ) : (
              <Change
                readings={[readPercent(quote?.changeFraction ?? null, { signed: true, cause: "No price yet" })]}
              />
            )}
          </span>
        </span>
      </a>
    </li>
  );
}
