// PAPER or LIVE in word, colour and border, wherever an account is named.
import { Badge } from "#components/ui/badge.tsx";

export type AccountMode = "paper" | "live";

export function AccountModeBadge({ mode }: { mode: AccountMode }) {
  return mode === "paper" ? (
    <Badge tone="paper" shape="ring" title="Paper account: no real money">
      PAPER
    </Badge>
  ) : (
    <Badge tone="halt" shape="square" title="Live account: real money">
      LIVE
    </Badge>
  );
}
