/** Which facts of the books a figure of a report rests on: of which kinds, of which instrument, and from when on. */
import { FACT_TYPES, type FactType } from "../books/fact.ts";
import { POSITION_FIGURES, TOTAL_FIGURES } from "./figure-names.ts";

export interface FactsBehind {
  readonly types: readonly FactType[];
  /** Instead: those that carried a fee, and fees themselves. */
  readonly withFee: boolean;
  /** Null: of the whole account. */
  readonly instrumentId: string | null;
  /** Only those of the report's period; else from the very first on, for they made what the period opens with. */
  readonly ofPeriod: boolean;
}

type Kind = Omit<FactsBehind, "instrumentId">;

const since = (...types: readonly FactType[]): Kind => ({ types, withFee: false, ofPeriod: true });
const ever = (types: readonly FactType[]): Kind => ({ types, withFee: false, ofPeriod: false });

/** Splits change no cost, but without them units bought and units held do not agree. */
const UNITS = ever(["buy", "sell", "transfer_in", "transfer_out", "split"]);
const ALL = ever(FACT_TYPES);
const FLOWS = since("deposit", "withdrawal", "transfer_in", "transfer_out");

/** Also realised rests on trades before the period: they opened what was closed in it. */
const KINDS: { readonly [figure: string]: Kind } = {
  ...{ quantity: UNITS, averagePrice: UNITS, cost: UNITS, marketValue: UNITS, dayChange: UNITS },
  ...{ unrealised: UNITS, realised: UNITS },
  ...{ cash: ever(FACT_TYPES.filter((type) => type !== "split")), equity: ALL, pnl: ALL },
  ...{ currencyEffect: ALL, cashCurrencyEffect: ALL },
  ...{ income: since("dividend"), interest: since("interest"), taxes: since("tax") },
  fees: { ...since(...FACT_TYPES), withFee: true },
  ...{ inflow: since("deposit", "transfer_in"), outflow: since("withdrawal", "transfer_out") },
  ...{ timeWeighted: ALL, drawdown: ALL, volatility: ALL, xirr: FLOWS, simple: FLOWS },
};
const OF_RETURNS = ["timeWeighted", "xirr", "simple", "drawdown", "volatility"];

const CODE = /^(totals|returns|positions\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}))\.([A-Za-z]{1,30})$/;

/** Null for what is no figure, and for what rests on the market alone: a price, and the benchmark. */
export function factsBehind(code: string): FactsBehind | null {
  const [, part, instrumentId = null, figure = ""] = CODE.exec(code) ?? [];
  const known: readonly string[] =
    part === "totals" ? TOTAL_FIGURES : part === "returns" ? OF_RETURNS : instrumentId === null ? [] : POSITION_FIGURES;
  const kind = known.includes(figure) ? KINDS[figure] : undefined;
  if (kind === undefined) return null;
  // A position counts its interest as income; an account names the two apart.
  if (instrumentId !== null && figure === "income") return { ...since("dividend", "interest"), instrumentId };
  return { ...kind, instrumentId };
}
