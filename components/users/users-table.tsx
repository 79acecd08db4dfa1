// Users with role, state and last seen; what can be done with one is in its menu.
import { Age } from "#components/ui/age.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { DrawerTable } from "#components/ui/drawer-table.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { MENU_ITEM, Popover } from "#components/ui/popover.tsx";
import { type Column, RowActions } from "#components/ui/table.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import type { UserJson } from "#lib/contracts/user.ts";

export type UserTask = "role" | "status" | "sessions" | "link";

interface UsersTableProps {
  readonly users: readonly UserJson[];
  readonly zone: string;
  readonly ownId: string;
  /** Absent for who may only look. */
  readonly onTask?: ((task: UserTask, user: UserJson) => void) | undefined;
}

export function UsersTable({ users, zone, ownId, onTask }: UsersTableProps) {
  const columns: Column<UserJson>[] = [
    {
      key: "name",
      header: "Name",
      phone: "lead",
      cell: (user) => (
        <>
          {user.name}
          {user.id === ownId && <span className="text-muted"> (you)</span>}
        </>
      ),
    },
    { key: "email", header: "E-mail", phone: "sub", cell: (user) => <span className="break-all">{user.email}</span> },
    { key: "role", header: "Role", phone: "trail", cell: (user) => <Badge>{user.role}</Badge> },
    { key: "state", header: "State", cell: (user) => <UserState user={user} /> },
    {
      key: "seen",
      header: "Last seen",
      cell: (user) =>
        user.lastSeenAt === null ? (
          <span className="text-muted">never</span>
        ) : (
          <>
            <TimeText at={user.lastSeenAt} zone={zone} /> <Age at={user.lastSeenAt} suffix=" ago" />
          </>
        ),
    },
    { key: "created", header: "Made", cell: (user) => <TimeText at={user.createdAt} zone={zone} style="date" /> },
  ];
  const actions: Column<UserJson> = {
    key: "actions",
    header: "",
    headerTitle: "Actions",
    align: "end",
    phone: "subtrail",
    cell: (user) => onTask !== undefined && <Menu user={user} onTask={onTask} />,
    inDrawer: (user) =>
      onTask !== undefined &&
      tasksOf(user).map(({ task, label }) => (
        <Button key={task} onClick={() => onTask(task, user)}>
          {label}
        </Button>
      )),
  };
  return (
    <DrawerTable
      param="user"
      titleOf={(user) => user.name}
      more={(user) => ({ Id: <code className="break-all font-mono text-xs">{user.id}</code> })}
      caption="Users, the newest first"
      columns={onTask === undefined ? columns : [...columns, actions]}
      rows={users}
      rowKey={(user) => user.id}
      density="comfortable"
    />
  );
}

function UserState({ user }: { readonly user: UserJson }) {
  if (user.status === "disabled") {
    return (
      <Badge tone="halt" shape="cross">
        disabled
      </Badge>
    );
  }
  if (!user.hasPassword) {
    return (
      <Badge tone="warn" shape="ring" title="The one-time link has not been used yet">
        no password yet
      </Badge>
    );
  }
  return (
    <Badge tone="live" shape="check">
      active
    </Badge>
  );
}

interface MenuProps {
  readonly user: UserJson;
  readonly onTask: (task: UserTask, user: UserJson) => void;
}

function tasksOf(user: UserJson): readonly { readonly task: UserTask; readonly label: string }[] {
  return [
    { task: "role", label: "Change role…" },
    { task: "link", label: user.hasPassword ? "Reset password by link…" : "New set-password link…" },
    { task: "sessions", label: "End sessions…" },
    { task: "status", label: user.status === "active" ? "Disable…" : "Enable…" },
  ];
}

function Menu({ user, onTask }: MenuProps) {
  return (
    <RowActions>
      <Popover
        label={`Actions for ${user.name}`}
        align="end"
        trigger={<Icon name="more" />}
        triggerClassName="inline-flex size-8 items-center justify-center rounded-md hover:bg-raised pointer-coarse:size-11"
      >
        {tasksOf(user).map(({ task, label }) => (
          <button key={task} type="button" data-closes="" onClick={() => onTask(task, user)} className={MENU_ITEM}>
            {label}
          </button>
        ))}
      </Popover>
    </RowActions>
  );
}
