// The risk verdict before sending: what passes in one line, what does not in full, with the way to who can change it.

import { signOf } from "#components/format/string-decimal.ts";
import { ShapeMark } from "#components/ui/badge.tsx";
import { TextLink } from "#components/ui/link-button.tsx";
import type { OrderPreviewView } from "#lib/contracts/order.ts";
import { BlockingOrders } from "./blocking-orders.tsx";
import type { Terms } from "./draft.ts";
import { isLimit, overLimit, ruleAmount, ruleNoun, type WordingOptions } from "./rule-words.ts";

interface VerdictListProps {
  readonly preview: Pick<OrderPreviewView, "verdicts" | "refusal" | "hold">;
  readonly terms: Terms;
  readonly hidden: boolean;
}

/** These rules' refusals are said by their verdicts. */
const FUNDS: readonly string[] = ["insufficient_funds", "insufficient_quantity"];

export function VerdictList({ preview, terms, hidden }: VerdictListProps) {
  const { verdicts, refusal, hold } = preview;
  const fundsInUnits = hold !== null && signOf(hold.units) > 0 && signOf(hold.cash) === 0;
  const wording: WordingOptions = { currency: terms.currency, hidden, fundsInUnits };
  const passed = verdicts.filter(({ ok }) => ok);
  const failed = verdicts.filter(({ ok }) => !ok);
  const said = failed.some(({ rule }) => rule === refusal?.code || (rule === "funds" && isFunds(refusal)));
  return (
    <div role="status" aria-label="Risk check" className="flex flex-col gap-1 text-xs">
      {refusal !== null && !said && <Failed text={refusal.message} />}
      {failed.map((verdict) => (
        <Failed key={verdict.rule} text={overLimit(verdict, wording)} />
      ))}
      <BlockingOrders ids={refusal?.blockedBy ?? []} terms={terms} />
      <WayOut codes={[...failed.map(({ rule }) => rule), ...(refusal === null ? [] : [refusal.code])]} />
      {passed.length > 0 && (
        <details>
          <summary className="flex items-center gap-1.5 text-live pointer-coarse:min-h-9">
            <ShapeMark shape="check" />
            {passed.length === 1 ? "1 check passes" : `${passed.length} checks pass`}
          </summary>
          <ul className="mt-1 flex flex-col gap-0.5 pl-4 text-muted">
            {passed.map((verdict) => (
              <li key={verdict.rule} className="flex justify-between gap-2">
                <span>{ruleNoun(verdict.rule)}</span>
                <span>
                  {ruleAmount(verdict.rule, verdict.observed, wording)} of{" "}
                  {ruleAmount(verdict.rule, verdict.limit, wording)}
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

function isFunds(refusal: OrderPreviewView["refusal"]): boolean {
  return refusal !== null && FUNDS.includes(refusal.code);
}

function Failed({ text }: { text: string }) {
  return (
    <p className="flex items-start gap-1.5 text-halt">
      <ShapeMark shape="cross" className="mt-1" />
      <span>{text}</span>
    </p>
  );
}

/** Where what is in the way can be changed, or asked about; once, however many rules refuse. */
function WayOut({ codes }: { codes: readonly string[] }) {
  return (
    <p className="flex flex-wrap gap-x-3 pl-4 empty:hidden">
      {codes.some(isLimit) && <TextLink href="/risk">Limits, and who can change them</TextLink>}
      {codes.includes("halted") && <TextLink href="/halts">Halts in force</TextLink>}
      {codes.includes("insufficient_funds") && <TextLink href="/accounts">Deposit</TextLink>}
    </p>
  );
}
