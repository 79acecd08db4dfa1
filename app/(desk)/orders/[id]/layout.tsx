// Answers 404 before anything of the page is sent: once a skeleton is on its way, the status is settled.
import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { Id } from "#lib/contracts/common.ts";
import { pageContext } from "#lib/server/page-context.ts";
import { withRequestId } from "#lib/server/with-request-id.ts";
import { ServiceError } from "#lib/services/errors.ts";
import { getOrder } from "#lib/services/orders/get-order.ts";

interface OrderLayoutProps {
  readonly params: Promise<{ readonly id: string }>;
  readonly children: ReactNode;
}

export default withRequestId(async function OrderLayout({ params, children }: OrderLayoutProps) {
  const [{ ctx }, { id }] = await Promise.all([pageContext(), params]);
  if (!Id.safeParse(id).success) notFound();
  try {
    await getOrder({ ctx, input: { orderId: id } });
  } catch (error) {
    if (error instanceof ServiceError && error.code === "not_found") notFound();
    throw error;
  }
  return children;
});
