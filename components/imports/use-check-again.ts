"use client";
// Sends a mended file as a new check in the place of the one before, which then has no further use.
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useRequestKey } from "#components/accounts/use-request-key.ts";
import { importOptions } from "#lib/client/imports.ts";
import type { ImportScope } from "#lib/client/paths.ts";
import type { ImportView } from "#lib/contracts/import.ts";
import { checkBody, checkFile, discard } from "./import-calls.ts";
import { type ImportsPlace, importsHref } from "./imports-address.ts";
import { type KeptFile, keepFile } from "./kept-files.ts";

interface CheckAgain {
  readonly sending: boolean;
  readonly error: string | null;
  /** True when the new check is on its way and shown. */
  readonly check: (file: KeptFile) => Promise<boolean>;
}

export function useCheckAgain(found: ImportView, scope: ImportScope, place: ImportsPlace): CheckAgain {
  const client = useQueryClient();
  const requestKey = useRequestKey();
  const [sending, setSending] = useState(false);
  const [error, setError] = useState<string | null>(null);

  async function check({ unchecked: _unchecked, ...file }: KeptFile): Promise<boolean> {
    if (sending) return false;
    const basis = found.basis === "split_adjusted" ? "splitAdjusted" : "asTraded";
    const wanted = { scope, file, basis } as const;
    setSending(true);
    setError(null);
    const outcome = await checkFile(wanted, requestKey.keyFor(JSON.stringify(checkBody(wanted))));
    setSending(false);
    if (!outcome.ok) {
      if (outcome.problem !== null) requestKey.forget();
      setError(outcome.sentence);
      return false;
    }
    keepFile(outcome.value.id, file);
    client.setQueryData(importOptions(scope, outcome.value.id).queryKey, outcome.value);
    history.replaceState(
      null,
      "",
      importsHref({ ...place, import: outcome.value.id, rows: "all", cursor: undefined, row: undefined }),
    );
    await discard(scope, found.id);
    void client.invalidateQueries({ queryKey: ["imports"] });
    return true;
  }
  return { sending, error, check };
}
