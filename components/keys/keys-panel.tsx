"use client";
// The API keys page in the browser: the list, making one, and revoking one.
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useHeldPage } from "#components/audit/held-page.ts";
import { formatTime } from "#components/format/time.ts";
import { Button } from "#components/ui/button.tsx";
import { Card, PageHead } from "#components/ui/card.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { NewPill } from "#components/ui/new-pill.tsx";
import { Tabs } from "#components/ui/tabs.tsx";
import { apiKeysOptions } from "#lib/client/people.ts";
import type { ApiKeyJson } from "#lib/contracts/api-key.ts";
import type { Role } from "#lib/domain/access/permissions.ts";
import { CreateKeyDialog } from "./create-key-dialog.tsx";
import { revokeKey } from "./key-calls.ts";
import { KeysTable } from "./keys-table.tsx";
import { scopeVerbs } from "./scope-words.ts";

export interface KeysFilter {
  readonly all?: "true" | undefined;
  readonly cursor?: string | undefined;
  readonly [name: string]: string | undefined;
}

interface KeysPanelProps {
  readonly initial: { readonly items: readonly ApiKeyJson[]; readonly nextCursor: string | null };
  readonly filter: KeysFilter;
  readonly role: Role;
  readonly mayAll: boolean;
  readonly accountId: string | null;
  readonly zone: string;
}

export function KeysPanel({ initial, filter, role, mayAll, accountId, zone }: KeysPanelProps) {
  const { rows, waiting, show, nextCursor, reload } = useHeldPage(useQuery(apiKeysOptions(filter)), initial, idOf);
  const [creating, setCreating] = useState(false);
  const [revoking, setRevoking] = useState<ApiKeyJson | null>(null);
  const all = filter.all === "true";
  const base = all ? "/api-keys?show=all" : "/api-keys";
  const older = `${base}${all ? "&" : "?"}cursor=`;
  return (
    <>
      <PageHead title="API keys" note="For programs. Sent as Authorization: Bearer or X-API-Key.">
        <Button variant="primary" onClick={() => setCreating(true)}>
          New key
        </Button>
      </PageHead>
      {mayAll && (
        <Tabs
          label="Whose keys"
          items={[
            { href: "/api-keys", label: "Mine", current: !all },
            { href: "/api-keys?show=all", label: "Everybody's", current: all },
          ]}
        />
      )}
      <NewPill count={waiting} noun={{ one: "key", many: "keys" }} onShow={show} />
      <Card flush {...(mayAll && { className: "rounded-t-none! border-t-0!" })}>
        {rows.length === 0 ? (
          <NoKeys later={filter.cursor !== undefined} base={base} onCreate={() => setCreating(true)} />
        ) : (
          <KeysTable keys={rows} zone={zone} showOwner={all} onRevoke={setRevoking} />
        )}
      </Card>
      <div className="mt-3 flex justify-end gap-2">
        {filter.cursor !== undefined && <LinkButton href={base}>Newest</LinkButton>}
        {nextCursor !== null && <LinkButton href={`${older}${nextCursor}`}>Older</LinkButton>}
      </div>
      {creating && (
        <CreateKeyDialog
          role={role}
          mayPremium={mayAll}
          accountId={accountId}
          onClose={() => setCreating(false)}
          onCreated={reload}
        />
      )}
      {revoking !== null && (
        <RevokeDialog apiKey={revoking} zone={zone} onClose={() => setRevoking(null)} onRevoked={reload} />
      )}
    </>
  );
}

function idOf(key: ApiKeyJson): string {
  return key.id;
}

interface NoKeysProps {
  readonly later: boolean;
  readonly base: string;
  readonly onCreate: () => void;
}

function NoKeys({ later, base, onCreate }: NoKeysProps) {
  if (later)
    return <EmptyState kind="filtered" title="No older keys" action={{ href: base, label: "Back to the newest" }} />;
  return (
    <EmptyState
      kind="unused"
      title="No keys yet"
      control={
        <Button variant="primary" onClick={onCreate}>
          Make the first key
        </Button>
      }
    >
      With a key a program can do what you can, as far as its scopes go.
    </EmptyState>
  );
}

interface RevokeDialogProps {
  readonly apiKey: ApiKeyJson;
  readonly zone: string;
  readonly onClose: () => void;
  readonly onRevoked: () => void;
}

function RevokeDialog({ apiKey, zone, onClose, onRevoked }: RevokeDialogProps) {
  const used =
    apiKey.lastUsedAt === null
      ? "It has never been used."
      : `It was last used ${formatTime(apiKey.lastUsedAt, { zone })}${apiKey.lastUsedAddress === null ? "" : ` from ${apiKey.lastUsedAddress}`}.`;
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={`Revoke ${apiKey.name}`}
      effect={
        <>
          <p>
            1 key, <code className="font-mono">{apiKey.prefix}</code>, is refused with its next request, for good.
            Programs that use it can no longer {scopeVerbs(apiKey.scopes).toLowerCase()}. Orders they have sent stay.
          </p>
          <p className="mt-1 text-muted">{used}</p>
        </>
      }
      confirmLabel="Revoke 1 key"
      busyLabel="Revoking…"
      onConfirm={async () => {
        const answer = await revokeKey(apiKey.id);
        if (!answer.ok) return answer.sentence;
        onRevoked();
        return null;
      }}
    />
  );
}
