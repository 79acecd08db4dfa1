"use client";
// Changes which lots a sale takes: says what is computed anew, asks why, and keeps the choice when somebody else was faster.
import { useState } from "react";
import { ChangeDialog } from "#components/ui/change-dialog.tsx";
import { SelectField } from "#components/ui/field.tsx";
import { asAction } from "#lib/client/acting.ts";
import { paths } from "#lib/client/paths.ts";
import { isLotMethod, type LotMethod } from "#lib/domain/books/lot-method.ts";
import { METHOD_HINTS, METHOD_NAMES, METHOD_OPTIONS } from "./lot-method-words.ts";

interface MethodDialogProps {
  readonly account: {
    readonly id: string;
    readonly name: string;
    readonly version: number;
    readonly lotMethod: LotMethod;
  };
  readonly onSaved: () => void;
  readonly onClose: () => void;
}

interface MethodNow {
  readonly method: LotMethod;
  readonly version: number;
  readonly changed: boolean;
}

export function MethodDialog({ account, onSaved, onClose }: MethodDialogProps) {
  const [now, setNow] = useState<MethodNow>({ method: account.lotMethod, version: account.version, changed: false });
  const [method, setMethod] = useState<LotMethod>(account.lotMethod);
  const idle = method === now.method;
  return (
    <ChangeDialog<unknown>
      title={`Lots of ${account.name}`}
      stale={
        now.changed
          ? `Somebody else changed this account meanwhile; it is ${METHOD_NAMES[now.method].toLowerCase()} now. Nothing of yours was saved. Send it again only if you still mean it.`
          : null
      }
      submitLabel={idle ? "Choose another way" : "Compute its lots anew"}
      busyLabel="Computing…"
      idle={idle}
      send={(reason, key) =>
        asAction(paths.lotMethod(account.id), {
          method: "PUT",
          body: { method, version: now.version, reason },
          idempotencyKey: key,
        })
      }
      onStale={(current) => {
        const read = methodNow(current);
        if (read !== null) setNow(read);
        return read !== null;
      }}
      onSaved={onSaved}
      onClose={onClose}
    >
      <SelectField
        id="lot-method"
        label="A sale takes"
        options={METHOD_OPTIONS.map(({ value, label }) => ({
          value,
          label: value === now.method ? `${label} (as now)` : label,
        }))}
        value={method}
        hint={METHOD_HINTS[method]}
        onChange={(event) => {
          if (isLotMethod(event.currentTarget.value)) setMethod(event.currentTarget.value);
        }}
      />
      {!idle && (
        <p className="rounded-md border border-warn/60 bg-warn-soft p-2">
          Every sale that {account.name} ever made takes its lots anew: cost, open lots and realised profit of all its
          symbols change, and so does its history. Quantities, cash and total profit stay. A report can also be read
          under another method without this.
        </p>
      )}
    </ChangeDialog>
  );
}

function methodNow(current: unknown): MethodNow | null {
  if (typeof current !== "object" || current === null) return null;
  const { lotMethod, version } = current as { readonly [member: string]: unknown };
  if (typeof lotMethod !== "string" || !isLotMethod(lotMethod) || typeof version !== "number") return null;
  return { method: lotMethod, version, changed: true };
}
