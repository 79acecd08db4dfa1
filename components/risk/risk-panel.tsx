"use client";
// The risk page in the browser: cards, limits with their editor, and breaches, kept true by the stream.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Card } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import type { ServerAction } from "#lib/client/acting.ts";
import { portfolioOptions } from "#lib/client/portfolio.ts";
import { breachesOptions, haltsOptions, riskLimitsOptions } from "#lib/client/risk.ts";
import type { BreachPage, HaltPage, RiskLimitsView, RiskLimitView } from "#lib/contracts/risk.ts";
import { BreachesTable } from "./breaches-table.tsx";
import { LimitEditor, type LimitUse, type SetLimitBody } from "./limit-editor.tsx";
import { LimitsTable } from "./limits-table.tsx";
import { type DrawdownView, RiskCards, type RiskFigures } from "./risk-cards.tsx";

interface RiskPanelProps {
  readonly account: { readonly id: string; readonly name: string };
  /** Null where balances are hidden: then these figures never come to the browser. */
  readonly portfolio: RiskFigures | null;
  readonly currency: string;
  readonly limits: RiskLimitsView;
  readonly breaches: BreachPage;
  /** Null on the first page of breaches. */
  readonly cursor: string | null;
  readonly halts: HaltPage;
  readonly drawdown: DrawdownView | null;
  readonly zone: string;
  readonly mayEdit: boolean;
  readonly save: ServerAction<SetLimitBody, RiskLimitView>;
}

export function RiskPanel(props: RiskPanelProps) {
  const { account, currency, zone, cursor } = props;
  const hidden = props.portfolio === null;
  const queries = useQueryClient();
  const router = useRouter();
  const [editing, setEditing] = useState<LimitUse | null>(null);
  const portfolio = useQuery({ ...portfolioOptions(account.id), enabled: !hidden }).data ?? props.portfolio;
  const limits = useQuery({ ...riskLimitsOptions(account.id), enabled: !hidden }).data ?? props.limits;
  const filter = cursor === null ? { accountId: account.id } : { accountId: account.id, cursor };
  const breaches = useQuery(breachesOptions(filter)).data ?? props.breaches;
  const halts = useQuery(haltsOptions({ inForce: true })).data ?? props.halts;
  return (
    <>
      <RiskCards
        accountId={account.id}
        figures={portfolio}
        currency={currency}
        limits={limits.items}
        halts={halts.items}
        drawdown={props.drawdown}
        hidden={hidden}
      />
      <Card title="Limits" flush className="mb-3">
        {limits.items.length === 0 ? (
          <EmptyState kind="unused" title="No limits" action={{ href: "/accounts", label: "Look at the accounts" }}>
            This account was opened without limits.
          </EmptyState>
        ) : (
          <LimitsTable
            limits={limits.items}
            scope={account.name}
            currency={currency}
            zone={zone}
            hidden={hidden}
            onEdit={props.mayEdit ? setEditing : undefined}
          />
        )}
      </Card>
      <Card title="Breaches" flush>
        {breaches.items.length === 0 ? (
          <NoBreaches later={cursor !== null} />
        ) : (
          <BreachesTable breaches={breaches.items} currency={currency} zone={zone} />
        )}
      </Card>
      <div className="mt-3 flex justify-end gap-2">
        {cursor !== null && <LinkButton href={`/risk?account=${account.id}`}>Newest</LinkButton>}
        {breaches.nextCursor !== null && (
          <LinkButton href={`/risk?account=${account.id}&cursor=${breaches.nextCursor}`}>Older</LinkButton>
        )}
      </div>
      {editing !== null && (
        <LimitEditor
          key={editing.rule}
          limit={editing}
          breaches={breaches.items}
          currency={currency}
          zone={zone}
          save={props.save}
          onClose={() => setEditing(null)}
          onSaved={(saved) => {
            setEditing(null);
            // The server's word at once; who changed it comes with the next reading.
            queries.setQueryData(riskLimitsOptions(account.id).queryKey, (list) => list && replaced(list, saved));
            void queries.invalidateQueries({ queryKey: ["risk-limits", account.id] });
            void queries.invalidateQueries({ queryKey: ["trading-status", account.id] });
            // With hidden balances the figures come with the page alone.
            if (hidden) router.refresh();
          }}
        />
      )}
    </>
  );
}

function replaced(list: RiskLimitsView, saved: RiskLimitView): RiskLimitsView {
  return {
    items: list.items.map((limit) => (limit.rule === saved.rule ? { ...limit, ...saved, updatedByName: null } : limit)),
  };
}

function NoBreaches({ later }: { readonly later: boolean }) {
  if (later)
    return (
      <EmptyState kind="filtered" title="No older breaches" action={{ href: "/risk", label: "Back to the newest" }} />
    );
  return (
    <EmptyState kind="unused" title="No breaches" action={{ href: "/trade", label: "Go to trade" }}>
      No order of this account has been stopped by a limit.
    </EmptyState>
  );
}
