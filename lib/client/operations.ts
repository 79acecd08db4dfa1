/** Health, the proof of the books, queues and jobs. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { HealthView } from "#lib/contracts/health.ts";
import type { JobPage, QueuesView } from "#lib/contracts/job.ts";
import type { ProofView } from "#lib/contracts/proof.ts";
import { getJson } from "./fetch.ts";
import { BY_HAND_MS } from "./fresh-for.ts";
import { paths } from "./paths.ts";

const watched = { staleTime: BY_HAND_MS, refetchInterval: BY_HAND_MS } as const;

export function healthOptions() {
  return queryOptions({
    queryKey: ["health"],
    queryFn: ({ signal }) => getJson<HealthView>(paths.health(), signal),
    ...watched,
  });
}

export function proofOptions() {
  return queryOptions({
    queryKey: ["proof"],
    queryFn: ({ signal }) => getJson<ProofView>(paths.proof(), signal),
    ...watched,
  });
}

export function queuesOptions() {
  return queryOptions({
    queryKey: ["queues"],
    queryFn: ({ signal }) => getJson<QueuesView>(paths.queues(), signal),
    ...watched,
  });
}

export function jobsOptions(filter: Parameters<typeof paths.jobs>[0]) {
  return queryOptions({
    queryKey: ["jobs", filter],
    queryFn: ({ signal }) => getJson<JobPage>(paths.jobs(filter), signal),
    ...watched,
    placeholderData: keepPreviousData,
  });
}
