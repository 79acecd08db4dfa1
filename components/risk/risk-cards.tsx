// The state of risk at a glance: what is at stake, how much of the day's loss is used, how far below its best, and whether anything is halted.
import { readMoney } from "#components/format/money.ts";
import { readPercent } from "#components/format/percent.ts";
import { hiddenReading, missing } from "#components/format/reading.ts";
import { Badge } from "#components/ui/badge.tsx";
import { Card, Stat } from "#components/ui/card.tsx";
import { Figure } from "#components/ui/figure.tsx";
import { TextLink } from "#components/ui/link-button.tsx";
import { UsedBar } from "#components/ui/used-bar.tsx";
import type { ListedHaltView } from "#lib/contracts/risk.ts";
import { exposureOf } from "./exposure.ts";
import type { LimitUse } from "./limit-editor.tsx";
import { usedFraction } from "./limit-use.ts";

export interface DrawdownView {
  /** Fractions of the best. */
  readonly now: string;
  readonly worst: string;
}

/** The part of the portfolio that risk looks at. */
export interface RiskFigures {
  readonly positions: readonly { readonly marketValue: string | null }[];
  readonly summary: { readonly cause: string | null };
}

interface RiskCardsProps {
  readonly accountId: string;
  /** Null where balances are hidden. */
  readonly figures: RiskFigures | null;
  readonly currency: string;
  readonly limits: readonly LimitUse[];
  readonly halts: readonly ListedHaltView[];
  readonly drawdown: DrawdownView | null;
  readonly hidden: boolean;
}

export function RiskCards(props: RiskCardsProps) {
  return (
    <div className="mb-3 grid gap-3 sm:grid-cols-2 xl:grid-cols-4">
      <ExposureCard {...props} />
      <DayLossCard {...props} />
      <DrawdownCard {...props} />
      <HaltsCard {...props} />
    </div>
  );
}

function ExposureCard({ figures, currency, hidden }: RiskCardsProps) {
  const exposure = figures === null ? null : exposureOf(figures.positions);
  const options = { currency, hidden, cause: figures?.summary.cause ?? undefined };
  return (
    <Card title="Exposure">
      <dl className="grid grid-cols-2 gap-3">
        <Stat label="Gross">
          <Figure reading={readMoney(exposure?.gross ?? null, options)} />
        </Stat>
        <Stat label="Net">
          <Figure reading={readMoney(exposure?.net ?? null, options)} />
        </Stat>
      </dl>
    </Card>
  );
}

function DayLossCard({ currency, limits, hidden }: RiskCardsProps) {
  const limit = limits.find(({ rule }) => rule === "max_daily_loss");
  if (limit === undefined) {
    return (
      <Card title="Day's loss">
        <p className="text-muted">This account has no limit on the day's loss.</p>
      </Card>
    );
  }
  const fraction = usedFraction(limit.used, limit.value);
  return (
    <Card title="Day's loss">
      <dl>
        <Stat
          label="Lost today"
          note={
            <>
              of <Figure reading={readMoney(limit.value, { currency })} /> allowed
            </>
          }
        >
          <Figure reading={readMoney(limit.used, { currency, hidden })} />
        </Stat>
      </dl>
      {!hidden && <UsedBar fraction={fraction} label="Day's loss" />}
    </Card>
  );
}

function DrawdownCard({ drawdown, hidden }: RiskCardsProps) {
  const read = (value: string | undefined) =>
    hidden
      ? hiddenReading()
      : value === undefined
        ? missing("The account has no history to compare with yet")
        : readPercent(value, { places: 2 });
  return (
    <Card title="Drawdown">
      <dl className="grid grid-cols-2 gap-3">
        <Stat label="Now, below the best">
          <Figure reading={read(drawdown?.now)} />
        </Stat>
        <Stat label="Worst">
          <Figure reading={read(drawdown?.worst)} />
        </Stat>
      </dl>
      <p className="text-muted text-xs">Daily equity, deposits taken out.</p>
    </Card>
  );
}

function HaltsCard({ halts, accountId }: RiskCardsProps) {
  const applying = halts.filter((halt) => halt.accountId === null || halt.accountId === accountId);
  return (
    <Card title="Halts" aside={<TextLink href="/halts">All halts</TextLink>}>
      {applying.length === 0 ? (
        <p className="flex items-center gap-2">
          <Badge tone="live" shape="check">
            none
          </Badge>
          New orders of this account are taken.
        </p>
      ) : (
        <ul className="flex flex-col gap-2">
          {applying.map((halt) => (
            <li key={halt.id}>
              <Badge tone="halt" shape="square">
                {halt.scope === "desk" ? "desk halted" : "account halted"}
              </Badge>{" "}
              by {halt.setByName ?? "somebody"}: “{halt.reason}”
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
