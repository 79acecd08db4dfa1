"use client";
// The orders that belong to this one: its group, and the chain of replacements, each linked to its own story.
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { className, roleWord } from "#components/orders/order-terms.ts";
import { StatusBadge } from "#components/orders/status-badge.tsx";
import { Card } from "#components/ui/card.tsx";
import { TextLink } from "#components/ui/link-button.tsx";
import { groupOptions, orderOptions } from "#lib/client/orders.ts";
import type { LegView, OrderView } from "#lib/contracts/order.ts";

interface RelatedOrdersProps {
  readonly order: OrderView;
  readonly wordsOf: (order: OrderView) => string;
}

export function RelatedOrders({ order, wordsOf }: RelatedOrdersProps) {
  const { orderClass, replacesId, replacedById } = order;
  if (orderClass === "simple" && replacesId === null && replacedById === null) return null;
  return (
    <Card title="Belongs together">
      <div className="flex flex-col gap-3">
        {orderClass !== "simple" && <Group order={order} wordsOf={wordsOf} />}
        {replacesId !== null && <Replaced title="Replaces" id={replacesId} wordsOf={wordsOf} />}
        {replacedById !== null && <Replaced title="Replaced by" id={replacedById} wordsOf={wordsOf} />}
      </div>
    </Card>
  );
}

function Group({ order, wordsOf }: RelatedOrdersProps) {
  const { data } = useQuery(groupOptions(order));
  const parent = data?.[0];
  const members = parent === undefined ? [order, ...(order.legs ?? [])] : [parent, ...(parent.legs ?? [])];
  return (
    <section>
      <h3 className="text-muted text-xs">{groupTitle(order)}</h3>
      <ul className="flex flex-col gap-1.5">
        {members.map((member) => (
          <li key={member.id}>
            <Named order={member} here={member.id === order.id} words={wordsOf(member)}>
              {roleWord(member.legRole)}
            </Named>
          </li>
        ))}
      </ul>
    </section>
  );
}

function groupTitle({ orderClass }: OrderView): string {
  const name = className(orderClass);
  return `${name.slice(0, 1).toUpperCase()}${name.slice(1)}: canceling one cancels all`;
}

interface NamedProps {
  readonly order: LegView;
  readonly words: string;
  /** It is the one whose story this is. */
  readonly here: boolean;
  readonly children?: ReactNode;
}

function Named({ order, words, here, children }: NamedProps) {
  return (
    <span className="flex flex-wrap items-center gap-x-2">
      {children !== undefined && <span className="text-muted text-xs">{children}</span>}
      {here ? (
        <span className="font-semibold">{words}</span>
      ) : (
        <TextLink href={`/orders/${order.id}`}>{words}</TextLink>
      )}
      <StatusBadge order={order} />
    </span>
  );
}

function Replaced({
  title,
  id,
  wordsOf,
}: {
  readonly title: string;
  readonly id: string;
  readonly wordsOf: RelatedOrdersProps["wordsOf"];
}) {
  const { data } = useQuery(orderOptions(id));
  return (
    <section>
      <h3 className="text-muted text-xs">{title}</h3>
      {data === undefined ? (
        <TextLink href={`/orders/${id}`}>the order {id.slice(0, 8)}</TextLink>
      ) : (
        <Named order={data} words={wordsOf(data)} here={false} />
      )}
    </section>
  );
}
