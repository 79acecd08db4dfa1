"use client";
// How an account trades, in words; who may edit risk changes it here.
import { lazyPart } from "#components/ui/lazy-part.tsx";
import { TermsSection } from "./terms-section.tsx";
import type { VersionedRules } from "./trading-dialog.tsx";
import { rulesInWords } from "./trading-draft.ts";

// An admin's tool comes with the first press.
const TradingDialog = lazyPart(async () => (await import("./trading-dialog.tsx")).TradingDialog);

interface TradingSectionProps {
  readonly account: { readonly id: string; readonly name: string; readonly currency: string };
  readonly rules: VersionedRules;
  readonly mayEdit: boolean;
}

export function TradingSection({ account: { id, name, currency }, rules, mayEdit }: TradingSectionProps) {
  const names = { accountId: id, accountName: name, currency };
  return (
    <TermsSection
      title="How it trades"
      lines={rulesInWords(rules, currency)}
      mayEdit={mayEdit}
      changes={[
        {
          label: "Change how it trades…",
          done: "Set; it holds from the next order on.",
          dialog: (handle) => <TradingDialog {...names} rules={rules} {...handle} />,
        },
      ]}
    />
  );
}
