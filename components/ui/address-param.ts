// One thing that is open on a page stands in its address; opening and closing it asks the server for nothing.

export function hrefWith(search: URLSearchParams, name: string, value: string | null): string {
  const next = new URLSearchParams(search);
  if (value === null) next.delete(name);
  else next.set(name, value);
  return `?${next.toString()}`;
}

/** Next.js keeps useSearchParams in step with the address. */
export function showInAddress(name: string, value: string | null): void {
  const href = hrefWith(new URLSearchParams(location.search), name, value);
  history.pushState(null, "", href === "?" ? location.pathname : href);
}
