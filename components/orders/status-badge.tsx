// Where an order stands, as a badge; one that was sent and not answered says so before anything else.
import { statusLook } from "#components/ticket/order-words.ts";
import { Badge } from "#components/ui/badge.tsx";
import type { OrderView } from "#lib/contracts/order.ts";
import { isOpen } from "#lib/domain/orders/order.ts";

export const UNANSWERED = "Sent, no answer yet; checking";

export function StatusBadge({ order }: { order: Pick<OrderView, "status" | "dispatch"> }) {
  const look = statusLook(order.status);
  const unsure = order.dispatch === "unknown" && isOpen(order.status);
  return unsure ? (
    <Badge tone="warn" shape="half" title="It is looked up at the venue by its own id, and never sent again.">
      {UNANSWERED}
    </Badge>
  ) : (
    <Badge tone={look.tone} shape={look.shape}>
      {look.word}
    </Badge>
  );
}
