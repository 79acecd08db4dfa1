// The instrument under the chart's title: last price and change, bid, ask, spread and age, each with how far to trust it.
import { readPercent } from "#components/format/percent.ts";
import { formatPrice, readPrice } from "#components/format/price.ts";
import { formatQuantity } from "#components/format/quantity.ts";
import { Age } from "#components/ui/age.tsx";
import { Change, Figure } from "#components/ui/figure.tsx";
import { FlashText } from "#components/ui/flash-text.tsx";
import { FreshnessBadge } from "#components/ui/freshness-badge.tsx";
import type { QuoteView } from "#lib/contracts/instrument.ts";
import { ageBadge, spreadWords, type Trust } from "./quote-reading.ts";
import type { WatchedInstrument } from "./watch-list.tsx";

interface QuoteProps {
  readonly instrument: WatchedInstrument;
  readonly quote: QuoteView | undefined;
  readonly market: Trust | null;
  readonly now: number | null;
}

const CAUSE = "No price has arrived yet";

export function QuoteHead({ instrument, quote, market, now }: QuoteProps) {
  const { symbol, name, tickSize } = instrument;
  const old = ageBadge(quote, now);
  return (
    <div className="flex min-w-0 flex-wrap items-baseline gap-x-3 gap-y-1">
      <h1 className="font-semibold text-lg leading-tight">
        <span className="sr-only">Trade </span>
        {symbol}
      </h1>
      <span className="truncate text-muted">{name}</span>
      <span className="font-semibold text-lg">
        {quote === undefined ? (
          <Figure reading={readPrice(null, { tick: tickSize, cause: CAUSE })} />
        ) : (
          <FlashText value={quote.last} text={formatPrice(quote.last, { tick: tickSize })} />
        )}
      </span>
      {quote !== undefined && <Change readings={[readPercent(quote.changeFraction, { signed: true })]} />}
      {market && <FreshnessBadge {...market} />}
      {old && <FreshnessBadge {...old} />}
    </div>
  );
}

export function QuoteLine({ instrument, quote }: Pick<QuoteProps, "instrument" | "quote">) {
  const { tickSize: tick } = instrument;
  const side = (price: string | undefined, size: string | undefined) =>
    price === undefined ? (
      <Figure reading={readPrice(null, { tick, cause: CAUSE })} />
    ) : (
      <>
        <FlashText value={price} text={formatPrice(price, { tick })} />
        <span className="text-muted"> × {formatQuantity(size ?? null)}</span>
      </>
    );
  return (
    <dl className="flex flex-wrap gap-x-5 gap-y-1 border-line border-t px-3 py-2 text-xs [&_dd]:inline [&_dt]:inline [&_dt]:text-muted">
      <div>
        <dt>Bid </dt>
        <dd>{side(quote?.bid, quote?.bidSize)}</dd>
      </div>
      <div>
        <dt>Ask </dt>
        <dd>{side(quote?.ask, quote?.askSize)}</dd>
      </div>
      <div>
        <dt>Spread </dt>
        <dd>{quote === undefined ? "--" : spreadWords(quote, tick)}</dd>
      </div>
      <div className="ml-auto">
        <dt>Age </dt>
        <dd>{quote === undefined ? "--" : <Age at={quote.updatedAt} />}</dd>
      </div>
    </dl>
  );
}
