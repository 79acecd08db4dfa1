// Where an import stands, in word, shape and colour.
import { Badge } from "#components/ui/badge.tsx";
import type { ImportView } from "#lib/contracts/import.ts";
import { STATUS_LOOKS } from "./import-words.ts";

export function StatusBadge({ status }: Pick<ImportView, "status">) {
  const { word, tone, shape } = STATUS_LOOKS[status];
  return (
    <Badge tone={tone} shape={shape}>
      {word}
    </Badge>
  );
}
