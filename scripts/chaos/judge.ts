/** The bookkeeping of chaos: what callers were told against what is committed. One key, one order, one answer. */

/** What one caller asked for under one key, and every final answer it ever got for it. */
export interface KeyRecord {
  readonly key: string;
  /** Unlike any other record's, so that the order can be found by it whatever the desk says. */
  readonly quantity: string;
  readonly answers: Answer[];
}

export interface Answer {
  readonly status: number;
  readonly orderId: string | null;
  /** Canonical text of the body. */
  readonly body: string;
}

export interface CancelRecord {
  readonly orderId: string;
  acknowledged: boolean;
}

export interface CommittedOrder {
  readonly id: string;
  readonly quantity: string;
  readonly status: string;
  readonly dispatch: string;
}

export interface Finding {
  readonly kind:
    | "no answer"
    | "lost"
    | "twice"
    | "answers differ"
    | "unexpected answer"
    | "nobody asked"
    | "cancel lost"
    | "stuck";
  readonly what: string;
}

const OPEN = new Set(["pending_new", "new", "partially_filled", "pending_cancel"]);
/** Placed, or refused and recorded as such. */
const FINAL = new Set([201, 422]);

export interface Evidence {
  readonly records: readonly KeyRecord[];
  readonly cancels: readonly CancelRecord[];
  readonly committed: readonly CommittedOrder[];
}

/**
 * To be asked when the desk has settled: everything retried to its end, nothing on its way. An order that was sent and not seen at the venue
 * is given up after a minute; until `atTheEnd` it may wait for that, and a cancel of it too.
 */
export function judge({ records, cancels, committed }: Evidence, atTheEnd: boolean): Finding[] {
  const maySoFar = ({ dispatch }: CommittedOrder) => !atTheEnd && dispatch === "unknown";
  const byQuantity = Map.groupBy(committed, (order) => order.quantity);
  const asked = new Set(records.map(({ quantity }) => quantity));
  const findings = records.flatMap((record) => judgeKey(record, byQuantity.get(record.quantity) ?? []));
  for (const order of committed)
    if (!asked.has(order.quantity)) findings.push({ kind: "nobody asked", what: `order ${order.id}` });
  const byId = new Map(committed.map((order) => [order.id, order]));
  for (const { orderId, acknowledged } of cancels) {
    const order = byId.get(orderId);
    const status = order?.status ?? "gone";
    if (acknowledged && (order === undefined || (OPEN.has(status) && !maySoFar(order))))
      findings.push({ kind: "cancel lost", what: `order ${orderId} is ${status} after its cancel was acknowledged` });
  }
  for (const order of committed) {
    const { id, status, dispatch } = order;
    if (OPEN.has(status) && dispatch !== "acknowledged" && !maySoFar(order))
      findings.push({ kind: "stuck", what: `order ${id} is ${status}, dispatch ${dispatch}` });
  }
  return findings;
}

function judgeKey({ key, answers }: KeyRecord, orders: readonly CommittedOrder[]): Finding[] {
  const findings: Finding[] = [];
  const say = (kind: Finding["kind"], what: string) => findings.push({ kind, what: `key ${key}: ${what}` });
  if (orders.length > 1) say("twice", `orders ${orders.map(({ id }) => id).join(", ")}`);
  const [first] = answers;
  if (first === undefined) {
    say("no answer", `retried to the end, never answered; ${orders.length} orders committed`);
    return findings;
  }
  const strange = answers.find(({ status }) => !FINAL.has(status));
  if (strange !== undefined) say("unexpected answer", `${strange.status} ${strange.body.slice(0, 200)}`);
  const other = answers.find(({ status, body }) => status !== first.status || body !== first.body);
  if (other !== undefined) say("answers differ", `${first.status} ${first.body} and ${other.status} ${other.body}`);
  for (const { orderId, status } of answers) {
    if (FINAL.has(status) && !orders.some(({ id }) => id === orderId)) {
      say("lost", `acknowledged with ${status} as order ${orderId}, which is not committed`);
      break;
    }
  }
  return findings;
}
