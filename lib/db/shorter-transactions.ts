/**
 * Saves a transaction's round trips, each of which costs as much as a small statement: BEGIN travels with the first statement, and COMMIT with
 * the last one when its text says so. PostgreSQL works through them in their order and answers each; what fails makes the COMMIT behind it a
 * ROLLBACK, so that nothing is ever kept that was not answered.
 */
import type { ClientBase } from "pg";

/** In the text of a statement after which its transaction has nothing more to do. */
export const THEN_COMMIT = "/* then commit */";

interface Answer {
  readonly command: string;
  readonly rowCount: number | null;
  readonly rows: readonly unknown[];
  readonly fields: readonly unknown[];
}
type Query = (asked: unknown, ...more: unknown[]) => Promise<Answer>;

interface Wire {
  cork(): void;
  uncork(): void;
}

/** For a connection that pipelines: a statement is sent at once, whatever is under way before it. */
export function shortenTransactions(client: ClientBase): void {
  // Asked for each time: whoever listens to what the driver sends finds it there.
  const send: Query = (...asked) =>
    (Object.getPrototypeOf(client) as { readonly query: Query }).query.apply(client, asked);
  // The driver declares neither: it is the socket that its messages are written to.
  const { stream: wire } = (client as unknown as { readonly connection: { readonly stream: Wire } }).connection;
  let begin = false;
  let committed: Promise<Answer> | null = null;

  function query(asked: unknown, ...more: unknown[]): Promise<Answer> {
    const text = textOf(asked);
    if (text === "BEGIN") {
      begin = true;
      // Of a statement that stood for itself: no end of this transaction.
      committed = null;
      return Promise.resolve(nothing("BEGIN"));
    }
    if (text === "COMMIT" || text === "ROLLBACK") return end(text, asked, more);
    const last = text.endsWith(THEN_COMMIT);
    if (!begin && !last) return send(asked, ...more);
    // One write of the socket for all of it.
    wire.cork();
    try {
      const begun = begin ? said(send("BEGIN")) : null;
      begin = false;
      const answer = send(asked, ...more);
      if (last) committed = said(send("COMMIT"));
      return begun === null ? answer : Promise.all([answer, begun]).then(([own]) => own);
    } finally {
      wire.uncork();
    }
  }

  async function end(text: "COMMIT" | "ROLLBACK", asked: unknown, more: readonly unknown[]): Promise<Answer> {
    // Nothing was ever sent: there is nothing to end.
    if (begin) {
      begin = false;
      return nothing(text);
    }
    const ended = committed;
    committed = null;
    const answer = await (ended ?? send(asked, ...more));
    if (answer.command === text) return answer;
    // A ROLLBACK is what PostgreSQL answers to the COMMIT of a transaction that had failed.
    throw new Error(
      answer.command === "ROLLBACK"
        ? "the transaction was rolled back"
        : "the transaction had been committed with its last statement",
    );
  }

  Object.assign(client, { query });
}

/** Its failure is somebody's who asks for it later, or nobody's. */
function said(answer: Promise<Answer>): Promise<Answer> {
  answer.catch(() => undefined);
  return answer;
}

function textOf(asked: unknown): string {
  if (typeof asked === "string") return asked;
  return typeof asked === "object" && asked !== null && "text" in asked ? String(asked.text) : "";
}

function nothing(command: string): Answer {
  return { command, rowCount: 0, rows: [], fields: [] };
}
