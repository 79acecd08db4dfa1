// The order's life from top to bottom: each step with its time, how long it took, and who did it.
import { formatTime } from "#components/format/time.ts";
import { ShapeMark, type Tone } from "#components/ui/badge.tsx";
import { cx } from "#components/ui/class-names.ts";
import { TextLink } from "#components/ui/link-button.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import { partId, storyHref } from "./story-address.ts";
import type { TimelineStep } from "./timeline-steps.ts";

interface TimelineProps {
  readonly orderId: string;
  readonly steps: readonly TimelineStep[];
  readonly zone: string;
}

const COLOURS: { readonly [T in Tone]?: string } = {
  neutral: "text-muted",
  info: "text-info",
  live: "text-live",
  warn: "text-warn",
  halt: "text-halt",
};

export function Timeline({ orderId, steps, zone }: TimelineProps) {
  let day = "";
  return (
    <ol className="relative flex flex-col">
      {steps.map((step, index) => {
        const thisDay = formatTime(step.at, { zone, style: "date" });
        const newDay = thisDay !== day;
        day = thisDay;
        return (
          <li key={step.id} id={partId("step", step.id)} className="relative flex gap-3 pb-4 last:pb-0">
            {index < steps.length - 1 && (
              <span aria-hidden="true" className="absolute top-4 bottom-0 left-2 w-px -translate-x-1/2 bg-line" />
            )}
            <span className={cx("mt-1 flex size-4 shrink-0 items-center justify-center", COLOURS[step.tone])}>
              <ShapeMark shape={step.shape} className="size-3" />
            </span>
            <div className={cx("min-w-0 flex-1", step.late && "rounded-md border border-halt/60 bg-halt-soft p-2")}>
              {newDay && (
                <p className="text-muted text-xs">
                  <TimeText at={step.at} zone={zone} style="date" />
                </p>
              )}
              <p className="flex flex-wrap items-baseline justify-between gap-x-3">
                <span className="font-semibold">
                  <StepTitle orderId={orderId} step={step} />
                </span>
                <span className="text-xs">
                  <TimeText at={step.at} zone={zone} style="precise" />
                </span>
              </p>
              {step.late && <p className="text-xs">Told after the order was over, and booked all the same.</p>}
              {step.note !== null && <p className="break-words text-muted text-xs">{step.note}</p>}
              <p className="flex flex-wrap justify-between gap-x-3 text-muted text-xs">
                <span>by {step.actor}</span>
                <span>{step.latency}</span>
              </p>
            </div>
          </li>
        );
      })}
    </ol>
  );
}

function StepTitle({ orderId, step }: { orderId: string; step: TimelineStep }) {
  const { title, tab, executionId } = step;
  if (tab === null) return <>{title}</>;
  const part = executionId === null ? undefined : ({ kind: "execution", id: executionId } as const);
  return <TextLink href={storyHref(orderId, tab, part)}>{title}</TextLink>;
}
