/** Jobs of the queues, newest first. Payloads are shown as ids only: what else a job carries is nobody's business here. */
import { type JobRow, readJobs } from "#lib/db/queue-figures.sql.ts";
import { requirePermission } from "../authorize.ts";
import type { Verb } from "../context.ts";
import { decodeUuidCursor, type Page, type PageInput, pageOf, pageSize } from "../cursor.ts";

export const JOB_STATES = ["waiting", "active", "failed", "all"] as const;
export type JobState = (typeof JOB_STATES)[number];

const STORED: { readonly [S in JobState]: readonly string[] } = {
  waiting: ["created", "retry"],
  active: ["active"],
  failed: ["failed"],
  all: ["created", "retry", "active", "failed"],
};

export interface JobRecord extends Omit<JobRow, "data" | "key"> {
  readonly payload: { readonly [key: string]: string };
}

export interface ListJobsInput extends PageInput {
  readonly queue?: string | undefined;
  readonly state?: JobState | undefined;
}

export async function listJobs({ ctx, input }: Verb<ListJobsInput>): Promise<Page<JobRecord>> {
  requirePermission(ctx, "jobs:read");
  const size = pageSize(input.limit);
  const rows = await readJobs(ctx.database, {
    queue: input.queue ?? null,
    states: STORED[input.state ?? "all"],
    before: decodeUuidCursor(input.cursor),
    limit: size + 1,
  });
  const jobs = rows.map(({ data, key: _key, ...row }) => ({ ...row, payload: redacted(data) }));
  return pageOf(jobs, size, ({ createdAt, id }) => ({ at: createdAt, id }));
}

const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/;

export function redacted(data: unknown): { readonly [key: string]: string } {
  if (typeof data !== "object" || data === null) return {};
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [
      key,
      typeof value === "string" && UUID.test(value) ? value : "(hidden)",
    ]),
  );
}
