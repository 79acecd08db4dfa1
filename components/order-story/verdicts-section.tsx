// What every rule of risk said when the order was checked.
import { compareDecimals, divideDecimals, signOf } from "#components/format/string-decimal.ts";
import { isLimit, ruleAmount, ruleNoun, type WordingOptions } from "#components/ticket/rule-words.ts";
import { Badge } from "#components/ui/badge.tsx";
import { TextLink } from "#components/ui/link-button.tsx";
import { type Column, Table } from "#components/ui/table.tsx";
import { UsedBar } from "#components/ui/used-bar.tsx";
import type { OrderStoryView } from "#lib/contracts/order-story.ts";
import { Nothing, type StoryPartProps, StorySection } from "./story-section.tsx";
import { type StoryVerdict, verdictsOf } from "./timeline-steps.ts";

interface VerdictsSectionProps extends StoryPartProps {
  readonly order: OrderStoryView["order"];
  readonly steps: OrderStoryView["steps"];
}

export function VerdictsSection({ order, steps, current, currency, hidden }: VerdictsSectionProps) {
  const verdicts = steps.flatMap(({ type, detail }) => (type === "checked" ? verdictsOf(detail) : []));
  const wording: WordingOptions = { currency, hidden, fundsInUnits: order.side === "sell" };
  const message = order.rejectDetail?.message;
  return (
    <StorySection title="Risk verdicts" note="As they stood at the check" current={current} flush>
      {order.rejectReason !== null && (
        <p className="border-line border-b px-3 py-2">
          <Badge tone="halt" shape="cross">
            refused
          </Badge>{" "}
          {message ?? order.rejectReason.replaceAll("_", " ")}{" "}
          <span className="no-print">
            {isLimit(order.rejectReason) && <TextLink href="/risk">Limits, and who can change them</TextLink>}
            {order.rejectReason === "halted" && <TextLink href="/halts">Halts</TextLink>}
          </span>
        </p>
      )}
      {verdicts.length === 0 ? (
        <Nothing>No rule came to a verdict: the order was turned away before the limits.</Nothing>
      ) : (
        <Table
          caption="Verdict of every rule"
          columns={columnsOf(wording)}
          rows={verdicts}
          rowKey={({ rule }) => rule}
        />
      )}
    </StorySection>
  );
}

function columnsOf(wording: WordingOptions): readonly Column<StoryVerdict>[] {
  const amount = (rule: string, value: string | null) => (value === null ? "" : ruleAmount(rule, value, wording));
  return [
    { key: "rule", header: "Rule", phone: "lead", cell: ({ rule }) => ruleNoun(rule) },
    {
      key: "verdict",
      header: "Verdict",
      phone: "trail",
      cell: ({ ok }) => (
        <Badge tone={ok ? "live" : "halt"} shape={ok ? "check" : "cross"}>
          {ok ? "passes" : "refuses"}
        </Badge>
      ),
    },
    {
      key: "observed",
      header: "With this order",
      align: "end",
      phone: "sub",
      cell: ({ rule, observed }) => amount(rule, observed),
    },
    {
      key: "limit",
      header: "Limit or available",
      align: "end",
      phone: "subtrail",
      cell: ({ rule, limit }) => amount(rule, limit),
    },
    {
      key: "headroom",
      header: "Would have passed",
      headerTitle: "What was left below the limit before this order",
      align: "end",
      cell: ({ rule, headroom }) => amount(rule, headroom),
    },
    {
      key: "used",
      header: "Used",
      cell: (verdict) => <UsedBar fraction={usedOf(verdict)} label={ruleNoun(verdict.rule)} />,
    },
  ];
}

/** Part of the limit that would be used; a figure below zero uses nothing. */
function usedOf({ limit, observed }: StoryVerdict): string | null {
  if (limit === null || observed === null) return null;
  if (signOf(observed) <= 0) return "0";
  if (signOf(limit) <= 0) return "1";
  return compareDecimals(observed, limit) > 0 ? "1" : divideDecimals(observed, limit, 4);
}
