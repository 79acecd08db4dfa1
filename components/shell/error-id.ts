// What the reader of a broken page can quote: its request id, else the code under which the log has the error.

export interface ErrorId {
  readonly label: "Request id" | "Error code";
  readonly id: string;
}

const REQUEST_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Null for an error of the browser alone, which no log knows. */
export function errorIdOf(error: unknown): ErrorId | null {
  if (typeof error !== "object" || error === null || !("digest" in error)) return null;
  const { digest: id } = error;
  if (typeof id !== "string") return null;
  return { label: REQUEST_ID.test(id) ? "Request id" : "Error code", id };
}
