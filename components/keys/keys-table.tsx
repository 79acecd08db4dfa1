// API keys: how each begins, what it can do, until when, and when and from where it was used last.
import { Age } from "#components/ui/age.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { DrawerTable } from "#components/ui/drawer-table.tsx";
import { type Column, RowActions } from "#components/ui/table.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import type { ApiKeyJson } from "#lib/contracts/api-key.ts";
import { SCOPE_WORDS, scopeVerbs } from "./scope-words.ts";

interface KeysTableProps {
  readonly keys: readonly ApiKeyJson[];
  readonly zone: string;
  /** Everybody's keys, so each says whose it is. */
  readonly showOwner: boolean;
  readonly onRevoke: (key: ApiKeyJson) => void;
}

export function KeysTable({ keys, zone, showOwner, onRevoke }: KeysTableProps) {
  const columns: Column<ApiKeyJson>[] = [
    { key: "name", header: "Name", phone: "lead", cell: (key) => key.name },
    {
      key: "prefix",
      header: "Begins with",
      phone: "sub",
      cell: (key) => <code className="font-mono text-xs">{key.prefix}</code>,
    },
    ...(showOwner ? [{ key: "owner", header: "Owner", cell: (key: ApiKeyJson) => key.userName }] : []),
    {
      key: "scopes",
      header: "Can",
      cell: (key) => (
        <span title={key.scopes.map((scope) => SCOPE_WORDS[scope].detail).join(" ")}>{scopeVerbs(key.scopes)}</span>
      ),
      inDrawer: (key) => <Scopes scopes={key.scopes} />,
    },
    { key: "tier", header: "Tier", cell: (key) => key.tier },
    { key: "status", header: "State", phone: "trail", cell: (key) => <KeyState status={key.status} /> },
    {
      key: "expires",
      header: "Expires",
      cell: (key) => (key.expiresAt === null ? "never" : <TimeText at={key.expiresAt} zone={zone} style="date" />),
      inDrawer: (key) => (key.expiresAt === null ? "never" : <TimeText at={key.expiresAt} zone={zone} />),
    },
    { key: "used", header: "Last used", cell: (key) => <LastUsed apiKey={key} zone={zone} /> },
    {
      key: "actions",
      header: "",
      headerTitle: "Actions",
      align: "end",
      phone: "subtrail",
      cell: (key) =>
        key.status === "active" && (
          <RowActions>
            <Button size="small" onClick={() => onRevoke(key)} aria-label={`Revoke ${key.name}`}>
              Revoke…
            </Button>
          </RowActions>
        ),
    },
  ];
  return (
    <DrawerTable
      param="key"
      titleOf={(key) => key.name}
      more={(key) => ({
        Made: <TimeText at={key.createdAt} zone={zone} />,
        ...(key.revokedAt !== null && { Revoked: <TimeText at={key.revokedAt} zone={zone} /> }),
      })}
      caption="API keys, the newest first"
      columns={columns}
      rows={keys}
      rowKey={(key) => key.id}
      density="comfortable"
    />
  );
}

function Scopes({ scopes }: Pick<ApiKeyJson, "scopes">) {
  return (
    <ul>
      {scopes.map((scope) => (
        <li key={scope}>
          {SCOPE_WORDS[scope].verb} <span className="text-muted">{SCOPE_WORDS[scope].detail}</span>
        </li>
      ))}
    </ul>
  );
}

function KeyState({ status }: { readonly status: ApiKeyJson["status"] }) {
  if (status === "active")
    return (
      <Badge tone="live" shape="check">
        active
      </Badge>
    );
  return (
    <Badge tone={status === "revoked" ? "halt" : "warn"} shape={status === "revoked" ? "cross" : "triangle"}>
      {status}
    </Badge>
  );
}

function LastUsed({ apiKey, zone }: { readonly apiKey: ApiKeyJson; readonly zone: string }) {
  if (apiKey.lastUsedAt === null) return <span className="text-muted">never</span>;
  return (
    <>
      <TimeText at={apiKey.lastUsedAt} zone={zone} /> <Age at={apiKey.lastUsedAt} suffix=" ago" />
      {apiKey.lastUsedAddress !== null && <span className="text-muted"> from {apiKey.lastUsedAddress}</span>}
    </>
  );
}
