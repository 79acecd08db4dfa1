"use client";
// The halt button of every page. It speaks to its route handlers by itself, so that nothing that is being sent can delay it.
import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { HaltDialog } from "./halt-dialog.tsx";
import type { HaltScope } from "./halt-scope.ts";

interface HaltButtonProps {
  /** From haltScopes(); without any there is no button. */
  readonly scopes: readonly HaltScope[];
  /** Full names what it does; in the shell's bar one word must do. */
  readonly full?: boolean;
}

export function HaltButton({ scopes, full = false }: HaltButtonProps) {
  const [open, setOpen] = useState(false);
  const router = useRouter();
  const queries = useQueryClient();
  const [first, ...rest] = scopes;
  if (first === undefined) return null;

  function halted() {
    void queries.invalidateQueries();
    router.refresh();
  }
  return (
    <>
      <Button
        onClick={() => setOpen(true)}
        aria-haspopup="dialog"
        className="border-halt text-halt"
        title={rest.length > 0 ? "Stop new orders" : `Stop new orders of ${first.label}`}
      >
        <Icon name="halt" className="text-halt" />
        <span>{full ? `Halt ${rest.length > 0 ? "trading" : first.label}` : "Halt"}</span>
      </Button>
      {open && <HaltDialog scopes={[first, ...rest]} onClose={() => setOpen(false)} onHalted={halted} />}
    </>
  );
}
