// One thing in full: each of its fields with its name.
import type { ReactNode } from "react";
import { cx } from "./class-names.ts";

export function FieldList({ small = false, children }: { readonly small?: boolean; readonly children: ReactNode }) {
  return (
    <dl className={cx("grid grid-cols-[auto_minmax(0,1fr)]", small ? "gap-x-3 gap-y-1 text-xs" : "gap-x-4 gap-y-1.5")}>
      {children}
    </dl>
  );
}

export function FieldLine({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  );
}
