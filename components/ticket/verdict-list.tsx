// The risk verdict before sending: what passes in one line, what does not in full, with the way to who can change it.
import { ShapeMark } from "#components/ui/badge.tsx";
import { TextLink } from "#components/ui/link-button.tsx";
import type { OrderPreviewView } from "#lib/contracts/order.ts";
import type { Side } from "#lib/domain/orders/order.ts";
import { isLimit, overLimit, ruleAmount, ruleNoun, type WordingOptions } from "./rule-words.ts";

type Verdict = OrderPreviewView["verdicts"][number];

interface VerdictListProps {
  readonly verdicts: readonly Verdict[];
  readonly refusal: OrderPreviewView["refusal"];
  readonly side: Side;
  readonly currency: string;
  readonly hidden: boolean;
}

export function VerdictList({ verdicts, refusal, side, currency, hidden }: VerdictListProps) {
  const wording: WordingOptions = { currency, hidden, fundsInUnits: side === "sell" };
  const passed = verdicts.filter(({ ok }) => ok);
  const failed = verdicts.filter(({ ok }) => !ok);
  // Halts, missing prices and malformed tickets refuse without a verdict of their own.
  const other = refusal !== null && failed.length === 0 ? refusal.message : null;
  return (
    <div role="status" aria-label="Risk check" className="flex flex-col gap-1 text-xs">
      {other !== null && <Failed text={other} />}
      {failed.map((verdict) => (
        <Failed key={verdict.rule} text={overLimit(verdict, wording)} />
      ))}
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
