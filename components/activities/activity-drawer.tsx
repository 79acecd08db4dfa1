"use client";
// One activity in full: its fields, what it moved, its journal entry, where it came from, and the way to take it back.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Suspense, useState } from "react";
import { useRequestKey } from "#components/accounts/use-request-key.ts";
import { formatMoney, readMoney } from "#components/format/money.ts";
import { formatQuantity } from "#components/format/quantity.ts";
import { formatUnitPrice } from "#components/format/unit-price.ts";
import { journalColumns } from "#components/order-story/journal-columns.ts";
import { JournalTable } from "#components/order-story/journal-table.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { FieldLine, FieldList } from "#components/ui/field-list.tsx";
import { Change } from "#components/ui/figure.tsx";
import { lazyPart } from "#components/ui/lazy-part.tsx";
import { LinkButton, TextLink } from "#components/ui/link-button.tsx";
import { Drawer } from "#components/ui/modal.tsx";
import { BlockSkeleton } from "#components/ui/skeleton.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import { activityJournalsOptions } from "#lib/client/activities.ts";
import type { ActivityView } from "#lib/contracts/activity.ts";
import { reverseActivity } from "./activity-calls.ts";
import { TYPE_WORDS, titleOf } from "./activity-words.ts";
import type { ActivitiesDeskProps } from "./desk-props.ts";

// Only where an account takes lots one by one.
const LotsDialog = lazyPart(async () => (await import("./lots-dialog.tsx")).LotsDialog);

interface ActivityDrawerProps extends ActivitiesDeskProps {
  readonly activity: ActivityView;
  readonly onClose: () => void;
}

export function ActivityDrawer(props: ActivityDrawerProps) {
  const { activity, mayWrite, mayCorrect, lotMethod, onClose } = props;
  const [asked, setAsked] = useState<"reverse" | "lots" | null>(null);
  const { type, reversedById, orderId } = activity;
  const stands = reversedById === null && type !== "reversal";
  return (
    <Drawer open title={titleOf(activity)} onClose={onClose}>
      <div className="flex flex-col gap-4">
        <Fields {...props} />
        <div className="flex flex-wrap gap-2 empty:hidden">
          {orderId !== null && (
            <LinkButton href={`/orders/${orderId}?tab=executions#execution-${activity.id}`}>
              Its order's story
            </LinkButton>
          )}
          {mayWrite && stands && lotMethod === "specific" && type === "sell" && (
            <Button onClick={() => setAsked("lots")}>Choose its lots…</Button>
          )}
          {(activity.corporateActionId === null ? mayWrite : mayCorrect) && stands && orderId === null && (
            <Button onClick={() => setAsked("reverse")}>Reverse…</Button>
          )}
        </div>
        <Journal {...props} />
      </div>
      {asked === "reverse" && <Reverse {...props} onDone={() => setAsked(null)} />}
      <Suspense fallback={null}>
        {asked === "lots" && <LotsDialog {...props} onClose={() => setAsked(null)} />}
      </Suspense>
    </Drawer>
  );
}

function Fields({ activity, hidden, zone, accountZone }: ActivityDrawerProps) {
  const { type, day, effectiveAt, recordedAt, symbol, currency, quantity, price, gross, fee, cash, ratio } = activity;
  const money = (value: string) => formatMoney(value, { currency, hidden });
  return (
    <FieldList>
      <FieldLine name="Type">
        {TYPE_WORDS[type]} {activity.reversedById !== null && <Badge shape="dash">reversed</Badge>}
      </FieldLine>
      <FieldLine name="Day">
        {day} <span className="text-muted">in {accountZone}</span>
      </FieldLine>
      <FieldLine name="Counts from">
        <TimeText at={effectiveAt} zone={zone} />
      </FieldLine>
      <FieldLine name="Recorded">
        <TimeText at={recordedAt} zone={zone} />
      </FieldLine>
      {symbol !== null && <FieldLine name="Symbol">{symbol}</FieldLine>}
      {quantity !== null && <FieldLine name="Quantity">{formatQuantity(quantity, { hidden })}</FieldLine>}
      {price !== null && (
        <FieldLine name="Price">
          {formatUnitPrice(price)} {currency}
        </FieldLine>
      )}
      {ratio !== null && (
        <FieldLine name="Ratio">
          {ratio[0]} new for {ratio[1]} old
        </FieldLine>
      )}
      {gross !== null && (
        <FieldLine name={price === null ? "Amount" : "Value"}>
          {money(gross)} {price !== null && <span className="text-muted">quantity × price</span>}
        </FieldLine>
      )}
      {fee !== "0" && <FieldLine name="Fee">{money(fee)}</FieldLine>}
      <FieldLine name="Cash moved">
        {cash === null ? (
          <span className="text-muted">none</span>
        ) : (
          <Change readings={[readMoney(cash, { currency, signed: true, hidden })]} />
        )}
      </FieldLine>
      {activity.fxToBase !== null && (
        <FieldLine name="Its own rate">
          1 {currency} = {activity.fxToBase}
        </FieldLine>
      )}
      {activity.externalId !== null && (
        <FieldLine name="Its own id">
          <code className="break-all font-mono text-xs">{activity.externalId}</code>
        </FieldLine>
      )}
      <FieldLine name="From">
        <From activity={activity} />
      </FieldLine>
    </FieldList>
  );
}

function From({ activity }: { readonly activity: ActivityView }) {
  const { orderId, importId, corporateActionId, reversesId, reversedById } = activity;
  return (
    <>
      {orderId !== null && "a fill of an order"}
      {importId !== null && <TextLink href={`/imports?import=${importId}`}>an import</TextLink>}
      {corporateActionId !== null && (
        <TextLink href={`/corporate-actions?action=${corporateActionId}`}>a corporate action</TextLink>
      )}
      {orderId === null && importId === null && corporateActionId === null && "added by hand"}
      {reversesId !== null && (
        <>
          ; takes back <TextLink href={`/activities?activity=${reversesId}`}>this</TextLink>
        </>
      )}
      {reversedById !== null && (
        <>
          ; taken back by <TextLink href={`/activities?activity=${reversedById}`}>this</TextLink>
        </>
      )}
    </>
  );
}

function Journal({ activity, accountId, hidden, currency }: ActivityDrawerProps) {
  const { journalId } = activity;
  const { data, isError } = useQuery({
    ...activityJournalsOptions(accountId, journalId ?? ""),
    enabled: journalId !== null,
  });
  const journal = data?.items[0];
  return (
    <section>
      <h3 className="font-semibold">Journal entry</h3>
      {journalId === null && <p className="text-muted">Nothing was held then, so nothing was booked.</p>}
      {journalId !== null && isError && <p className="text-halt">It could not be read just now. No money moved.</p>}
      {journalId !== null && data === undefined && !isError && (
        <BlockSkeleton height="5rem" label="Loading the journal entry" />
      )}
      {journal !== undefined && (
        <div className="overflow-x-auto">
          <JournalTable
            columns={journalColumns(journal.postings.map((posting) => ({ ...posting, assetSymbol: posting.symbol })))}
            memo={journal.memo}
            currency={currency}
            hidden={hidden}
          />
        </div>
      )}
    </section>
  );
}

function Reverse({ activity, accountName, hidden, onDone }: ActivityDrawerProps & { readonly onDone: () => void }) {
  const client = useQueryClient();
  const requestKey = useRequestKey();
  const { id, symbol, quantity, cash, currency, day } = activity;
  const what = titleOf(activity).toLowerCase();
  const parts = [
    quantity === null ? null : `${formatQuantity(quantity, { hidden })} ${symbol ?? ""}`,
    cash === null ? null : formatMoney(cash, { currency, signed: true, hidden }),
  ].filter((part) => part !== null);
  return (
    <ConfirmDialog
      open
      onClose={onDone}
      title={`Reverse the ${what} of ${day}`}
      effect={
        <>
          Books the opposite on {accountName}
          {parts.length > 0 && (
            <>
              {" "}
              of <b>{parts.join(" and ")}</b>
            </>
          )}
          . Both stay in the books{symbol === null ? "" : `; lots and the position of ${symbol} are computed anew`}.
          Figures since {day} change.
        </>
      }
      confirmLabel={`Reverse this ${TYPE_WORDS[activity.type]}`}
      busyLabel="Reversing…"
      reason={{ label: "Reason, kept in the audit" }}
      onConfirm={async (reason) => {
        const outcome = await reverseActivity(id, reason, requestKey.keyFor(reason));
        if (!outcome.ok) {
          if (outcome.problem !== null) requestKey.forget();
          return outcome.sentence;
        }
        requestKey.forget();
        for (const head of ["activities", "portfolio", "positions", "performance"])
          void client.invalidateQueries({ queryKey: [head] });
        return null;
      }}
    />
  );
}
