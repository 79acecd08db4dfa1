"use client";
// Tells that an account's lots are computed anew, how far that is and by which way they go until then; or why it could not be.
import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { ProgressBar } from "#components/ui/used-bar.tsx";
import { isUnderWay, lotChangeOptions } from "#lib/client/accounts.ts";
import type { AccountView, LotChangeView } from "#lib/contracts/account.ts";
import { METHOD_NAMES } from "./lot-method-words.ts";

type Account = Pick<AccountView, "id" | "lotMethod" | "lotChange">;

/** The page is read again when it is over; nothing is shown where nothing is to be said. */
export function LotChangeNote({ account }: { readonly account: Account }) {
  const router = useRouter();
  const first = account.lotChange;
  const asked = isUnderWay(first);
  const { data } = useQuery(lotChangeOptions(account.id, asked && first !== null ? first.id : null));
  const isOver = asked && data !== undefined && !isUnderWay(data.lotChange);
  useEffect(() => {
    if (isOver) router.refresh();
  }, [isOver, router]);
  const change = asked && data !== undefined ? data.lotChange : first;
  return (
    <div role="status" className="empty:hidden">
      {change !== null && <Note change={change} method={account.lotMethod} />}
    </div>
  );
}

function Note({ change, method }: { readonly change: LotChangeView; readonly method: Account["lotMethod"] }) {
  const { status, trades, done, failure } = change;
  if (status === "failed") {
    return (
      <p className="rounded-md border border-warn/60 bg-warn-soft p-2">
        Its lots could not be computed anew, and are as they were before: {failure ?? "nobody knows why."}
      </p>
    );
  }
  const what = change.method === null ? "with the lots that were chosen" : `by "${METHOD_NAMES[change.method]}"`;
  return (
    <div className="flex flex-col gap-1 rounded-md border border-info/60 bg-info-soft p-2">
      <p>
        {status === "undoing"
          ? "Its lots go back to what they were before."
          : `Its lots are being computed anew ${what}: ${done} of ${trades} trades.`}{" "}
        Until that is done reports are by &quot;{METHOD_NAMES[method]}&quot;, and cost and realised profit of single
        symbols may be of either way. Money and quantities stay as they are.
      </p>
      <ProgressBar fraction={shareOf(done, trades)} label={`${done} of ${trades} trades`} />
    </div>
  );
}

/** Counts, and no amounts. */
function shareOf(done: number, trades: number): string {
  return trades === 0 ? "1" : Math.min(1, done / trades).toFixed(4);
}
