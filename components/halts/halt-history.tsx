// Halts that were lifted, newest first: who stopped what, why, for how long, and who let it go on.
import { formatAge } from "#components/format/time.ts";
import { DrawerTable } from "#components/ui/drawer-table.tsx";
import type { Column } from "#components/ui/table.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import type { ListedHaltView } from "#lib/contracts/risk.ts";

const GONE = "somebody who is gone";

export function HaltHistory({ halts, zone }: { readonly halts: readonly ListedHaltView[]; readonly zone: string }) {
  const columns: Column<ListedHaltView>[] = [
    { key: "setAt", header: "Set", phone: "sub", cell: (halt) => <TimeText at={halt.setAt} zone={zone} /> },
    {
      key: "scope",
      header: "What",
      phone: "lead",
      cell: scopeOf,
    },
    { key: "setBy", header: "By", phone: "trail", cell: (halt) => halt.setByName ?? GONE },
    { key: "reason", header: "Why", cell: (halt) => <Wrapped>{halt.reason}</Wrapped>, inDrawer: (halt) => halt.reason },
    {
      key: "lasted",
      header: "Lasted",
      align: "end",
      phone: "subtrail",
      cell: (halt) =>
        halt.liftedAt === null ? "in force" : formatAge(Date.parse(halt.liftedAt) - Date.parse(halt.setAt)),
    },
    {
      key: "liftedBy",
      header: "Resumed by",
      cell: (halt) => (halt.liftedAt === null ? "--" : (halt.liftedByName ?? GONE)),
    },
    {
      key: "liftReason",
      header: "Because",
      cell: (halt) => <Wrapped>{halt.liftReason ?? "--"}</Wrapped>,
      inDrawer: (halt) => halt.liftReason ?? "--",
    },
  ];
  return (
    <DrawerTable
      param="halt"
      titleOf={(halt) => `${scopeOf(halt)} was halted`}
      more={(halt) => ({ Resumed: halt.liftedAt === null ? "--" : <TimeText at={halt.liftedAt} zone={zone} /> })}
      caption="Halts of the past, newest first"
      columns={columns}
      rows={halts}
      rowKey={(halt) => halt.id}
    />
  );
}

function scopeOf(halt: ListedHaltView): string {
  return halt.scope === "desk" ? "The whole desk" : (halt.accountName ?? "An account");
}

function Wrapped({ children }: { readonly children: string }) {
  return <span className="inline-block max-w-xs whitespace-normal py-1">{children}</span>;
}
