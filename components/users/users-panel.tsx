"use client";
// The users page: the list, and one dialog at a time for what is done with a user.
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useHeldPage } from "#components/audit/held-page.ts";
import { Button } from "#components/ui/button.tsx";
import { Card, PageHead } from "#components/ui/card.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Dialog } from "#components/ui/modal.tsx";
import { NewPill } from "#components/ui/new-pill.tsx";
import type { ServerAction } from "#lib/client/acting.ts";
import { usersOptions } from "#lib/client/people.ts";
import type { UserJson } from "#lib/contracts/user.ts";
import { CreateUserDialog } from "./create-user-dialog.tsx";
import { PasswordLinkDialog } from "./password-link-dialog.tsx";
import { RoleDialog, type SetRoleBody } from "./role-dialog.tsx";
import { endSessions, issueLink, setStatus } from "./user-calls.ts";
import { UsersTable, type UserTask } from "./users-table.tsx";

interface UsersPanelProps {
  readonly initial: { readonly items: readonly UserJson[]; readonly nextCursor: string | null };
  /** Null on the first page; later pages stand still. */
  readonly cursor: string | null;
  readonly zone: string;
  readonly ownId: string;
  readonly mayEdit: boolean;
  readonly setRole: ServerAction<SetRoleBody, UserJson>;
}

interface Chosen {
  readonly task: UserTask;
  readonly user: UserJson;
}

export function UsersPanel({ initial, cursor, zone, ownId, mayEdit, setRole }: UsersPanelProps) {
  const { rows, waiting, show, nextCursor, reload } = useHeldPage(
    useQuery(usersOptions(cursor === null ? {} : { cursor })),
    initial,
    idOf,
  );
  const [creating, setCreating] = useState(false);
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const close = () => setChosen(null);
  return (
    <>
      <PageHead title="Users" note="Roles are in force with a person's next request.">
        {mayEdit && (
          <Button variant="primary" onClick={() => setCreating(true)}>
            New user
          </Button>
        )}
      </PageHead>
      <NewPill count={waiting} noun={{ one: "user", many: "users" }} onShow={show} />
      <Card flush>
        {rows.length === 0 ? (
          <EmptyState kind="filtered" title="No more users" action={{ href: "/users", label: "Back to the newest" }} />
        ) : (
          <UsersTable
            users={rows}
            zone={zone}
            ownId={ownId}
            onTask={mayEdit ? (task, user) => setChosen({ task, user }) : undefined}
          />
        )}
      </Card>
      <div className="mt-3 flex justify-end gap-2">
        {cursor !== null && <LinkButton href="/users">Newest</LinkButton>}
        {nextCursor !== null && <LinkButton href={`/users?cursor=${nextCursor}`}>Older</LinkButton>}
      </div>
      {creating && <CreateUserDialog zone={zone} onClose={() => setCreating(false)} onCreated={reload} />}
      {chosen?.task === "role" && (
        <RoleDialog
          key={chosen.user.id}
          user={chosen.user}
          save={setRole}
          onClose={close}
          onSaved={() => {
            close();
            reload();
          }}
        />
      )}
      {chosen?.task === "link" && <LinkDialog user={chosen.user} zone={zone} onClose={close} />}
      {chosen?.task === "sessions" && <SessionsDialog user={chosen.user} onClose={close} />}
      {chosen?.task === "status" && <StatusDialog user={chosen.user} onClose={close} onDone={reload} />}
    </>
  );
}

function idOf(user: UserJson): string {
  return user.id;
}

interface TaskProps {
  readonly user: UserJson;
  readonly onClose: () => void;
}

function StatusDialog({ user, onClose, onDone }: TaskProps & { readonly onDone: () => void }) {
  const disabling = user.status === "active";
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={disabling ? `Disable ${user.name}` : `Enable ${user.name}`}
      effect={
        disabling
          ? "Their sessions end and their API keys stop with the next request. Orders that work stay in the market."
          : "They can sign in again, and their API keys that are not revoked work again."
      }
      confirmLabel={disabling ? `Disable ${user.name}` : `Enable ${user.name}`}
      busyLabel={disabling ? "Disabling…" : "Enabling…"}
      tone={disabling ? "danger" : "primary"}
      reason={{ label: "Reason, kept in the audit" }}
      onConfirm={async (reason) => {
        const status = disabling ? "disabled" : "active";
        const answer = await setStatus(user.id, { status, version: user.version, reason });
        onDone();
        return answer.ok ? null : answer.sentence;
      }}
    />
  );
}

function SessionsDialog({ user, onClose }: TaskProps) {
  const [ended, setEnded] = useState<number | null>(null);
  if (ended !== null) {
    return (
      <Dialog open onClose={onClose} title="Sessions ended">
        <p role="status">
          {ended === 0
            ? `${user.name} was not signed in anywhere.`
            : `${ended} ${ended === 1 ? "session" : "sessions"} of ${user.name} ended.`}
        </p>
      </Dialog>
    );
  }
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={`End all sessions of ${user.name}`}
      effect="Wherever they are signed in, they have to sign in again. API keys go on."
      confirmLabel="End all sessions"
      busyLabel="Ending…"
      onConfirm={async () => {
        const answer = await endSessions(user.id);
        if (!answer.ok) return answer.sentence;
        setEnded(answer.value.ended);
        return "";
      }}
    />
  );
}

function LinkDialog({ user, zone, onClose }: TaskProps & { readonly zone: string }) {
  const [link, setLink] = useState<{ readonly path: string; readonly expiresAt: string } | null>(null);
  if (link !== null) {
    return <PasswordLinkDialog title="Set-password link" name={user.name} link={link} zone={zone} onClose={onClose} />;
  }
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={`Set-password link for ${user.name}`}
      effect="Makes a link that works once within 24 hours. Their present password works until they use it."
      confirmLabel="Make the link"
      busyLabel="Making…"
      tone="primary"
      onConfirm={async () => {
        const answer = await issueLink(user.id);
        if (!answer.ok) return answer.sentence;
        setLink(answer.value);
        return "";
      }}
    />
  );
}
