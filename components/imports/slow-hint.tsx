"use client";
// Said when the worker takes longer than it should, so that nobody wonders whether to do something.
import { useEffect, useState } from "react";
import { TextLink } from "#components/ui/link-button.tsx";

/** Twenty thousand rows take seconds. */
const SLOW_MS = 20_000;

/** Give it a key of what is waited for. */
export function SlowHint() {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), SLOW_MS);
    return () => clearTimeout(timer);
  }, []);
  if (!slow) return null;
  return (
    <span className="mt-1 block text-muted">
      It takes longer than it should: the worker may be busy or away, see <TextLink href="/health">Health</TextLink>. It
      is tried again by itself, and this page follows.
    </span>
  );
}
