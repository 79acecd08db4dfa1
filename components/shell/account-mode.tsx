// PAPER, BOOK or LIVE in word, colour and border, wherever an account is named.
import { Badge } from "#components/ui/badge.tsx";

export type AccountMode = "paper" | "book" | "live";

export function AccountModeBadge({ mode }: { mode: AccountMode }) {
  if (mode === "paper") {
    return (
      <Badge tone="paper" shape="ring" title="Paper account: no real money">
        PAPER
      </Badge>
    );
  }
  return mode === "book" ? (
    <Badge tone="info" shape="diamond" title="Book: history that was imported, no orders">
      BOOK
    </Badge>
  ) : (
    <Badge tone="halt" shape="square" title="Live account: real money">
      LIVE
    </Badge>
  );
}
