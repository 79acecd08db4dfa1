"use client";
// A part of a page that is fetched when it is first needed. When it cannot be fetched, because the desk is away, it is missing and says
// so; the page around it, with a ticket that may be waiting for its answer, stays.
import { type ComponentType, type LazyExoticComponent, lazy } from "react";

function Missing() {
  return (
    <p role="status" className="text-muted">
      This part could not be loaded. Reload the page when the desk answers again.
    </p>
  );
}

export function lazyPart<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): LazyExoticComponent<ComponentType<Props>> {
  return lazy(async () => ({ default: await load().catch((): ComponentType<Props> => Missing) }));
}
