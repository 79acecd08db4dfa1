// When the order would work, and every rule's verdict before it is sent; loaded with the first estimate.
import type { OrderPreviewView } from "#lib/contracts/order.ts";
import type { AssetClass } from "#lib/domain/market/instrument.ts";
import type { Terms, TicketDraft } from "./draft.ts";
import { VerdictList } from "./verdict-list.tsx";
import { windowWords } from "./window-words.ts";

interface JudgementProps {
  readonly preview: OrderPreviewView;
  readonly draft: TicketDraft;
  readonly assetClass: AssetClass;
  readonly terms: Terms;
  readonly hidden: boolean;
}

export function Judgement(props: JudgementProps) {
  const { preview, draft, assetClass, terms, hidden } = props;
  const { window, venueAt } = preview;
  return (
    <>
      <p className="text-xs">{windowWords({ window, venueAt, timeInForce: draft.timeInForce, assetClass })}</p>
      <VerdictList preview={preview} terms={terms} hidden={hidden} />
    </>
  );
}
