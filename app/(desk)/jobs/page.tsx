// Jobs: what waits, runs and gave up in the queues.
import type { Metadata } from "next";
import { JobsPanel } from "#components/jobs/jobs-panel.tsx";
import { PageHead } from "#components/ui/card.tsx";
import { NotPermitted } from "#components/ui/not-permitted.tsx";
import { jobsOptions, queuesOptions } from "#lib/client/operations.ts";
import { JobsQuery, toJobPage, toQueuesView } from "#lib/contracts/job.ts";
import { withRequestId } from "#lib/server/with-request-id.ts";
import { listJobs } from "#lib/services/jobs/list-jobs.ts";
import { listQueues } from "#lib/services/jobs/list-queues.ts";
import { byCursor, deskPage, readSearch, type SearchParams } from "../desk-page.ts";
import { Hydrated } from "../hydrated.tsx";

export const metadata: Metadata = { title: "Jobs" };

export default withRequestId(async function JobsPage({ searchParams }: { readonly searchParams: SearchParams }) {
  const [{ ctx, may, zone }, search] = await Promise.all([deskPage(), readSearch(searchParams)]);
  if (!may("jobs:read")) return <NotPermitted title="Jobs" who="admins" />;
  const { queue, state, cursor } = search;
  const given = Object.entries({ queue, state, cursor }).filter(([, value]) => value !== undefined && value !== "");
  // An address that makes no sense shows everything.
  const parsed = JobsQuery.safeParse(Object.fromEntries(given));
  const { cursor: wanted, ...filter } = parsed.success ? parsed.data : {};
  const [queues, { at, page: jobs }] = await Promise.all([
    listQueues({ ctx, input: {} }).then(toQueuesView),
    byCursor(wanted, async (at) => toJobPage(await listJobs({ ctx, input: { ...filter, ...at } }))),
  ]);
  const place = { ...filter, ...at };
  const queries = [
    { key: queuesOptions().queryKey, data: queues },
    { key: jobsOptions(place).queryKey, data: jobs },
  ];
  return (
    <>
      <PageHead
        title="Jobs"
        note="Work that a crash cannot lose. What gave up waits among the dead letters for somebody."
      />
      <Hydrated queries={queries}>
        <JobsPanel queues={queues} jobs={jobs} place={place} zone={zone} mayRedrive={may("jobs:redrive")} />
      </Hydrated>
    </>
  );
});
