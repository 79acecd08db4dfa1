"use client";
// The open orders that stand in the way of this one, each a link to its story.
import { useQuery } from "@tanstack/react-query";
import { TextLink } from "#components/ui/link-button.tsx";
import { orderOptions } from "#lib/client/orders.ts";
import type { Terms } from "./draft.ts";
import { orderInWords } from "./order-words.ts";

export function BlockingOrders({ ids, terms }: { ids: readonly string[]; terms: Terms }) {
  if (ids.length === 0) return null;
  return (
    <div>
      <p>{ids.length === 1 ? "In the way stands:" : `In the way stand ${ids.length} orders:`}</p>
      <ul className="flex flex-col">
        {ids.map((id) => (
          <li key={id}>
            <BlockingOrder id={id} terms={terms} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function BlockingOrder({ id, terms }: { id: string; terms: Terms }) {
  const { data } = useQuery(orderOptions(id));
  return <TextLink href={`/orders/${id}`}>{data === undefined ? "An open order" : orderInWords(data, terms)}</TextLink>;
}
