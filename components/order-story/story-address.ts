// Where one stands in an order's story, and where its parts are found from outside.
export const STORY_TABS = ["executions", "journal", "risk", "request", "audit"] as const;
export type StoryTab = (typeof STORY_TABS)[number];

export function readStoryTab(given: string | null | undefined): StoryTab {
  return STORY_TABS.find((tab) => tab === given) ?? "executions";
}

/** The address of one part: the tab that shows it, and the element in it. */
export function storyHref(
  orderId: string,
  tab: StoryTab,
  part?: { readonly kind: StoryPart; readonly id: string },
): string {
  const page = `/orders/${orderId}${tab === "executions" ? "" : `?tab=${tab}`}`;
  return part === undefined ? page : `${page}#${partId(part.kind, part.id)}`;
}

export type StoryPart = "execution" | "journal" | "audit" | "step";

export function partId(kind: StoryPart, id: string): string {
  return `${kind}-${id}`;
}
