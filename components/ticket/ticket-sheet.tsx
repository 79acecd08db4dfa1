"use client";
// On a phone the ticket comes from below: two buttons stay in reach, and the sheet holds the same ticket as the wide page.
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Drawer } from "#components/ui/modal.tsx";
import type { Side } from "#lib/domain/orders/order.ts";
import { Ticket, type TicketProps } from "./ticket.tsx";

export function TicketSheet(props: Omit<TicketProps, "idPrefix">) {
  const { ticket } = props;
  const { state, ready } = ticket;
  const [asked, setAsked] = useState(false);
  // What is under way is never out of sight, also after a reload.
  const open = asked || state.phase !== "filling";

  function show(side: Side) {
    ticket.change({ side });
    setAsked(true);
  }

  return (
    <>
      {/* Keeps the end of the page above the two buttons. */}
      <div aria-hidden="true" className="h-14" />
      <div className="no-print fixed inset-x-0 bottom-[calc(var(--phone-bar)+env(safe-area-inset-bottom))] z-20 grid grid-cols-2 gap-2 border-line border-t bg-panel p-2">
        <Button variant="buy" size="large" disabled={!ready} onClick={() => show("buy")}>
          Buy {state.draft.symbol}
        </Button>
        <Button variant="sell" size="large" disabled={!ready} onClick={() => show("sell")}>
          Sell {state.draft.symbol}
        </Button>
      </div>
      <Drawer open={open} onClose={() => setAsked(false)} title={`Ticket, ${state.draft.symbol}`}>
        <Ticket {...props} idPrefix="sheet" />
      </Drawer>
    </>
  );
}
