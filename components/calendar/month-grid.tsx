"use client";
// A month as a grid of days: one of them holds the focus, arrow keys move it, Enter opens the day.
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { hrefWith } from "#components/ui/address-param.ts";
import { ShapeMark } from "#components/ui/badge.tsx";
import { cx } from "#components/ui/class-names.ts";
import type { CalendarView } from "#lib/contracts/calendar.ts";
import { type CalendarDay, dayLabel, dayLook, hoursWords } from "./day-words.ts";
import { dayByKey, dayTitle, type Month, monthOf, weeksOf } from "./month.ts";

interface MonthGridProps {
  readonly month: Month;
  readonly today: string;
  readonly view: CalendarView;
  /** The days of another month, while this one's are on their way. */
  readonly settling: boolean;
  readonly openDay: string | null;
}

function cellOf(grid: HTMLElement | null, day: string): HTMLElement | null {
  return grid?.querySelector<HTMLElement>(`[data-day="${day}"]`) ?? null;
}

const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

export function MonthGrid({ month, today, view, settling, openDay }: MonthGridProps) {
  const search = useSearchParams();
  const grid = useRef<HTMLTableElement>(null);
  /** A key wants the focus on a day that may not be drawn yet. */
  const moving = useRef(false);
  const [wanted, setWanted] = useState(openDay ?? today);
  const first = monthOf(today) === month ? today : `${month}-01`;
  const focused = monthOf(wanted) === month ? wanted : first;
  const days = new Map(view.days.map((day) => [day.day, day]));

  useEffect(() => {
    const cell = moving.current ? cellOf(grid.current, focused) : null;
    if (cell === null) return;
    cell.focus();
    moving.current = false;
  });

  function press(event: KeyboardEvent) {
    const next = dayByKey(focused, event.key);
    if (next === null || event.metaKey || event.ctrlKey || event.altKey) return;
    event.preventDefault();
    moving.current = true;
    setWanted(next);
    if (monthOf(next) !== month) history.pushState(null, "", hrefWith(search, "month", monthOf(next)));
  }

  return (
    <table ref={grid} aria-label="Trading days" className="w-full table-fixed border-collapse" aria-busy={settling}>
      <thead>
        <tr>
          {WEEKDAYS.map((name) => (
            <th key={name} scope="col" abbr={name} className="py-1 text-center font-medium text-muted text-xs">
              {name.slice(0, 3)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody onKeyDown={press}>
        {weeksOf(month).map((week) => (
          <tr key={week[0]}>
            {week.map((day) => (
              <td key={day} className="border-line border-t border-l p-0 align-top first:border-l-0">
                <DayCell
                  date={day}
                  day={days.get(day)}
                  mode={view.mode}
                  today={today}
                  outside={monthOf(day) !== month}
                  focusable={day === focused}
                  current={day === openDay}
                  href={hrefWith(search, "day", day)}
                  onFocus={() => setWanted(day)}
                />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface DayCellProps {
  readonly date: string;
  /** Missing while its month is on the way. */
  readonly day: CalendarDay | undefined;
  readonly mode: CalendarView["mode"];
  readonly today: string;
  readonly outside: boolean;
  readonly focusable: boolean;
  readonly current: boolean;
  readonly href: string;
  readonly onFocus: () => void;
}

const TONES = { full: "", half: "bg-warn-soft", closed: "bg-raised" } as const;
const MARKS = { full: "text-live", half: "text-warn", closed: "text-muted" } as const;

function DayCell({ date, day, mode, today, outside, focusable, current, href, onFocus }: DayCellProps) {
  const number = date.slice(8).replace(/^0/, "");
  if (day === undefined) return <span className="block min-h-16 p-1.5 text-muted text-xs">{number}</span>;
  const look = dayLook(day);
  return (
    <Link
      href={href}
      scroll={false}
      prefetch={false}
      data-day={date}
      tabIndex={focusable ? 0 : -1}
      onFocus={onFocus}
      aria-current={date === today ? "date" : undefined}
      className={cx(
        "flex min-h-16 flex-col gap-0.5 p-1.5 text-xs hover:bg-raised focus-visible:-outline-offset-2 md:min-h-20",
        TONES[look.tone],
        current && "outline-2 outline-focus -outline-offset-2",
      )}
    >
      <span className="sr-only">{dayLabel(day, mode, dayTitle(date))}</span>
      <span aria-hidden="true" className="flex items-center justify-between gap-1">
        <span
          className={cx(
            "tabular-nums",
            outside && "text-muted",
            date === today && "rounded-sm bg-text px-1 font-semibold text-bg",
          )}
        >
          {number}
        </span>
        <span className="flex items-center gap-1">
          {day.override !== null && <ShapeMark shape="diamond" className="text-info" />}
          <ShapeMark shape={look.shape} className={MARKS[look.tone]} />
        </span>
      </span>
      <span aria-hidden="true" className="truncate max-md:hidden">
        {look.tone === "full" ? "" : look.word}
      </span>
      {look.tone !== "closed" && (
        <span aria-hidden="true" className="truncate text-muted max-md:hidden">
          {hoursWords(day, mode)}
        </span>
      )}
      {look.tone === "half" && (
        <span aria-hidden="true" className="md:hidden">
          half
        </span>
      )}
    </Link>
  );
}
