"use client";
// One page of a list that is fetched again when the window gets the focus, and never moves under the reader.
import { useState } from "react";
import { type HeldRows, holdRows } from "./held-rows.ts";

interface ListPage<Row> {
  readonly items: readonly Row[];
  readonly nextCursor: string | null;
}

export interface HeldPage<Row> extends HeldRows<Row> {
  readonly nextCursor: string | null;
  /** Shows what waits. */
  readonly show: () => void;
  /** After a change of one's own: fetches and shows all of it. */
  readonly reload: () => void;
}

interface Asked<Page> {
  readonly data: Page | undefined;
  readonly refetch: () => Promise<{ readonly data: Page | undefined }>;
}

/** `asked` is the query in the browser, `initial` what the server rendered of it. */
export function useHeldPage<Row>(
  { data: fetched, refetch }: Asked<ListPage<Row>>,
  initial: ListPage<Row>,
  keyOf: (row: Row) => string,
): HeldPage<Row> {
  const keys = (page: ListPage<Row>) => new Set(page.items.map(keyOf));
  const [shown, setShown] = useState<ReadonlySet<string>>(() => keys(initial));
  const data = fetched ?? initial;
  return {
    ...holdRows(data.items, shown, keyOf),
    nextCursor: data.nextCursor,
    show: () => setShown(keys(data)),
    reload: () => {
      void refetch().then((fresh) => {
        if (fresh.data !== undefined) setShown(keys(fresh.data));
      });
    },
  };
}
