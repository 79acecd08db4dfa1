"use client";
// Gives a user another role: what they can do now and then, side by side, with a reason.
import { useState } from "react";
import { ChangeDialog } from "#components/ui/change-dialog.tsx";
import { cx } from "#components/ui/class-names.ts";
import { SelectField } from "#components/ui/field.tsx";
import { Icon } from "#components/ui/icon.tsx";
import type { ServerAction } from "#lib/client/acting.ts";
import type { UserJson } from "#lib/contracts/user.ts";
import { isRole, ROLES, type Role } from "#lib/domain/access/permissions.ts";
import { compareRoles } from "./permission-words.ts";

export interface SetRoleBody {
  readonly userId: string;
  readonly role: Role;
  readonly version: number;
  readonly reason: string;
}

interface RoleDialogProps {
  readonly user: UserJson;
  readonly save: ServerAction<SetRoleBody, UserJson>;
  readonly onClose: () => void;
  readonly onSaved: (user: UserJson) => void;
}

interface RoleNow {
  readonly role: Role;
  readonly version: number;
  readonly changed: boolean;
}

export function RoleDialog({ user, save, onClose, onSaved }: RoleDialogProps) {
  const [now, setNow] = useState<RoleNow>({ role: user.role, version: user.version, changed: false });
  const [role, setRole] = useState<Role>(ROLES.find((each) => each !== user.role) ?? user.role);
  const idle = role === now.role;
  return (
    <ChangeDialog
      title={`Role of ${user.name}`}
      stale={
        now.changed
          ? `Somebody else changed this user meanwhile; the role is ${now.role} now. Nothing of yours was saved. Send it again only if you still mean it.`
          : null
      }
      submitLabel={idle ? "Choose another role" : `Make ${user.name} ${role === "admin" ? "an" : "a"} ${role}`}
      busyLabel="Changing…"
      idle={idle}
      // Without a key, because the answer has personal data in it: the version alone keeps a repeat from doing anything.
      send={(reason) => save({ userId: user.id, role, version: now.version, reason })}
      onStale={(current) => {
        const read = roleNow(current);
        if (read !== null) setNow(read);
        return read !== null;
      }}
      onSaved={onSaved}
      onClose={onClose}
    >
      <SelectField
        id="role"
        label="New role"
        value={role}
        data-autofocus=""
        onChange={(event) => {
          if (isRole(event.currentTarget.value)) setRole(event.currentTarget.value);
        }}
        options={ROLES.map((each) => ({ value: each, label: each === now.role ? `${each} (as now)` : each }))}
        hint="In force with the next thing they or their keys do."
      />
      <Comparison before={now.role} after={role} />
    </ChangeDialog>
  );
}

function Comparison({ before, after }: { readonly before: Role; readonly after: Role }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
    <section className="max-h-72 overflow-y-auto rounded-md border border-line" tabIndex={0} aria-label="Permissions">
      <table className="w-full border-separate border-spacing-0 text-xs">
        <caption className="sr-only">What the role can do now and then</caption>
        <thead>
          <tr className="sticky top-0 bg-panel text-muted">
            <th scope="col" className="border-line border-b px-2 py-1 text-left font-medium">
              Can
            </th>
            <th scope="col" className="border-line border-b px-2 py-1 font-medium">
              {before}, now
            </th>
            <th scope="col" className="border-line border-b px-2 py-1 font-medium">
              {after}, then
            </th>
          </tr>
        </thead>
        <tbody>
          {compareRoles(before, after).map((change) => (
            <tr
              key={change.permission}
              className={cx(change.before !== change.after && (change.after ? "bg-up-soft" : "bg-down-soft"))}
            >
              <th
                scope="row"
                className={cx(
                  "border-line border-b px-2 py-1 text-left",
                  change.before === change.after ? "font-normal" : "font-semibold",
                )}
              >
                {change.words}
                {change.before !== change.after && (
                  <span className="text-muted"> {change.after ? "(gained)" : "(lost)"}</span>
                )}
              </th>
              <YesNo yes={change.before} />
              <YesNo yes={change.after} />
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function YesNo({ yes }: { readonly yes: boolean }) {
  return (
    <td className="border-line border-b px-2 py-1 text-center">
      <Icon name={yes ? "check" : "cross"} className={cx("inline size-3.5", yes ? "text-live" : "text-muted")} />
      <span className="sr-only">{yes ? "yes" : "no"}</span>
    </td>
  );
}

function roleNow(current: unknown): RoleNow | null {
  if (typeof current !== "object" || current === null) return null;
  const { role, version } = current as { readonly [member: string]: unknown };
  if (typeof role !== "string" || !isRole(role) || typeof version !== "number") return null;
  return { role, version, changed: true };
}
