// The jobs page's address: which queue, which state, which page.

export type JobsPlace = {
  readonly queue?: string | undefined;
  readonly state?: "waiting" | "active" | "failed" | "all" | undefined;
  readonly cursor?: string | undefined;
};

export function jobsHref(place: JobsPlace): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(place)) if (value !== undefined) query.set(name, value);
  const text = query.toString();
  return text === "" ? "/jobs" : `/jobs?${text}`;
}
