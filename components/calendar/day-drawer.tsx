"use client";
// One trading day in full: its hours, why they are so, and what an admin has said of it.
import { Button } from "#components/ui/button.tsx";
import { FieldLine, FieldList } from "#components/ui/field-list.tsx";
import { Drawer } from "#components/ui/modal.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import { type CalendarDay, dayLook, hoursWords, overrideWords, type SessionMode, VENUE_ZONE } from "./day-words.ts";
import { dayTitle } from "./month.ts";

interface DayDrawerProps {
  readonly day: CalendarDay;
  readonly mode: SessionMode;
  /** What has been traded under cannot be changed any more. */
  readonly past: boolean;
  /** Both null for who may only look. */
  readonly onEdit: (() => void) | null;
  readonly onRemove: (() => void) | null;
  readonly onClose: () => void;
}

export function DayDrawer({ day, mode, past, onEdit, onRemove, onClose }: DayDrawerProps) {
  const { preOpenAt, openAt, closeAt, postCloseAt, reason, override } = day;
  const times = [
    ["Before the open, from", preOpenAt],
    ["Open", openAt],
    ["Close", closeAt],
    ["After the close, until", postCloseAt],
  ] as const;
  return (
    <Drawer open title={dayTitle(day.day)} onClose={onClose}>
      <div className="flex flex-col gap-4">
        <FieldList>
          <FieldLine name="Shares trade">{hoursWords(day, mode)}</FieldLine>
          <FieldLine name="Kind">{dayLook(day).word}</FieldLine>
          {reason !== null && <FieldLine name="Because">{reason}</FieldLine>}
          {mode === "nyse" &&
            times.map(([name, at]) =>
              at === null ? null : (
                <FieldLine key={name} name={name}>
                  <TimeText at={at} zone={VENUE_ZONE} style="minute" />
                </FieldLine>
              ),
            )}
          {override !== null && (
            <>
              <FieldLine name="Set by an admin">{overrideWords(override)}</FieldLine>
              <FieldLine name="Since">
                <TimeText at={override.updatedAt} zone={VENUE_ZONE} />
              </FieldLine>
            </>
          )}
        </FieldList>
        {past ? (
          <p className="text-muted">This day is over; what was traded on it stays as it was.</p>
        ) : (
          onEdit !== null && (
            <div className="flex flex-wrap gap-2">
              <Button variant="primary" onClick={onEdit} data-autofocus="">
                {override === null ? "Set this day…" : "Change this day…"}
              </Button>
              {override !== null && onRemove !== null && <Button onClick={onRemove}>Back to the rules…</Button>}
            </div>
          )
        )}
      </div>
    </Drawer>
  );
}
