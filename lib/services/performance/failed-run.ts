/** What whoever reads figures is told of a run that failed: no machine's words, and a number by which an administrator finds these. */

export function whyNot(runId: string | null): string {
  const name = runId === null ? "" : ` that run ${runId} failed`;
  return `Something went wrong on our side; should it stay so, tell your administrator${name}.`;
}
