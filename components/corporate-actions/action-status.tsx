// Where a corporate action stands, in word, shape and colour.
import { Badge } from "#components/ui/badge.tsx";
import type { CorporateActionView } from "#lib/contracts/corporate-action.ts";
import { STATUS_LOOKS, STATUS_WORDS } from "./action-words.ts";

export function ActionStatus({ status }: Pick<CorporateActionView, "status">) {
  const { tone, shape } = STATUS_LOOKS[status];
  return (
    <Badge tone={tone} shape={shape}>
      {STATUS_WORDS[status]}
    </Badge>
  );
}
