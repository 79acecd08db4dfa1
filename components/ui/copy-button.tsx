"use client";
// Copies one text and says whether that worked.
import { useEffect, useState } from "react";
import { Button } from "./button.tsx";
import { Icon } from "./icon.tsx";

interface CopyButtonProps {
  readonly text: string;
  /** What is copied, such as "request id": the button is then named "Copy request id". */
  readonly what: string;
  readonly showLabel?: boolean;
}

export function CopyButton({ text, what, showLabel = false }: CopyButtonProps) {
  const [state, setState] = useState<"idle" | "copied" | "failed">("idle");

  useEffect(() => {
    if (state === "idle") return;
    const timer = setTimeout(() => setState("idle"), 2000);
    return () => clearTimeout(timer);
  }, [state]);

  // Browsers offer the clipboard on secure origins only; the text itself stays selectable beside the button.
  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      setState("copied");
    } catch {
      setState("failed");
    }
  }

  const said = state === "copied" ? "Copied" : state === "failed" ? "Could not copy" : "";
  return (
    <>
      <Button size="small" variant="quiet" className="no-print" onClick={copy} aria-label={`Copy ${what}`}>
        <Icon name={state === "copied" ? "check" : "copy"} className="size-3.5" />
        {showLabel && <span>{said || "Copy"}</span>}
      </Button>
      <span role="status" className="sr-only">
        {said}
      </span>
    </>
  );
}
