"use client";
// Which rows of a list are chosen; what has left the list is chosen no more.
import { useState } from "react";

export interface Choice {
  readonly chosen: ReadonlySet<string>;
  readonly toggle: (id: string) => void;
  readonly set: (ids: readonly string[]) => void;
}

export function useChoice(choosable: readonly string[]): Choice {
  const [wanted, setWanted] = useState<ReadonlySet<string>>(new Set());
  const chosen = new Set(choosable.filter((id) => wanted.has(id)));
  return {
    chosen,
    toggle(id) {
      const next = new Set(chosen);
      if (!next.delete(id)) next.add(id);
      setWanted(next);
    },
    set: (ids) => setWanted(new Set(ids)),
  };
}
