// Our own line icons on a 16-unit grid; always decoration, the word stands beside them.
import { cx } from "./class-names.ts";

const PATHS = {
  portfolio: "M2 13.5h12M3.5 11V7.5M8 11V2.5M12.5 11V5.5",
  performance: "M2 13.5h12M2.5 10.5l3.5-4 2.5 2.5L13.5 3.5M10.5 3.5h3v3",
  trade: "M5 2v12M3 5h4v5H3zM11 2v12M9 4h4v6H9z",
  orders: "M3 3.5h10M3 8h10M3 12.5h6",
  trades: "M2.5 5.5h10M9.5 2.5l3 3-3 3M13.5 10.5h-10M6.5 7.5l-3 3 3 3",
  activities: "M3 3.5h.1M3 8h.1M3 12.5h.1M6 3.5h7.5M6 8h5.5M6 12.5h7.5",
  imports: "M8 10V2.5M5 5.5l3-3 3 3M2.5 10v3.5h11V10",
  actions: "M8 2v12M8 5 3 3v5l5 2M8 5l5-2v5l-5 2",
  risk: "M2.5 11.5a5.5 5.5 0 0 1 11 0M8 11.5l2.8-3.6M6.8 11.5h2.4",
  halt: "M8 2v6M4.6 4.2a5 5 0 1 0 6.8 0",
  flags: "M3.5 14V2.5h8.5l-2 3 2 3H3.5",
  audit: "M4 2h6l2.5 2.5V14H4zM6 7h4.5M6 9.5h4.5M6 12h2.5",
  health: "M1.5 8.5h3l2-5 3 9 2-4h3",
  jobs: "M2.5 3h11v3h-11zM2.5 8h11v3h-11zM4.5 13.5h7",
  users: "M8 8a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM3 13.5c.4-2.6 2.4-4 5-4s4.6 1.4 5 4",
  keys: "M5 10.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM7.5 8h6v2.5M11 8v2",
  accounts: "M2.5 4.5h11v8h-11zM2.5 7h11M10 10h1.5",
  settings:
    "M3 4.5h5M11.5 4.5H13M3 11.5h1.5M8 11.5h5M9.8 6.2a1.7 1.7 0 1 0 0-3.4 1.7 1.7 0 0 0 0 3.4zM6.2 13.2a1.7 1.7 0 1 0 0-3.4 1.7 1.7 0 0 0 0 3.4z",
  about: "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 7.5v3.5M8 5v.1",
  calendar: "M2.5 3.5h11v10h-11zM2.5 6.5h11M5.5 2v3M10.5 2v3M5 9.5h.1M8 9.5h.1M11 9.5h.1M5 11.5h.1M8 11.5h.1",
  search: "M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10zM10.8 10.8 14 14",
  sun: "M8 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM8 1.5V3M8 13v1.5M1.5 8H3M13 8h1.5M3.4 3.4l1 1M11.6 11.6l1 1M3.4 12.6l1-1M11.6 4.4l1-1",
  moon: "M13 9.8A5.5 5.5 0 0 1 6.2 3 5.5 5.5 0 1 0 13 9.8z",
  system: "M2 3h12v8H2zM6 13.5h4M8 11v2.5",
  "chevron-down": "M4 6l4 4 4-4",
  "chevron-right": "M6 4l4 4-4 4",
  "chevron-left": "M10 4L6 8l4 4",
  copy: "M5.5 5.5h8v8h-8zM3.5 10.5h-1v-8h8v1",
  check: "M3 8.5l3.5 3.5L13 4.5",
  cross: "M4 4l8 8M12 4l-8 8",
  warning: "M8 2.5 14.5 13.5h-13zM8 6.5v3.5M8 11.7v.1",
  clock: "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 4.5V8l2.5 1.5",
  more: "M3.5 8h.1M8 8h.1M12.5 8h.1",
  user: "M8 8a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM3 13.5c.4-2.6 2.4-4 5-4s4.6 1.4 5 4",
  external: "M6 3.5H3v9.5h9.5V10M9 2.5h4.5V7M13 3 7.5 8.5",
  menu: "M2.5 4.5h11M2.5 8h11M2.5 11.5h11",
  table: "M2.5 3h11v10h-11zM2.5 6.3h11M2.5 9.6h11M6.5 6.3V13",
  inbox: "M2.5 9h3l1 2h3l1-2h3M2.5 9l2-5.5h7l2 5.5v4h-11z",
  filter: "M2.5 3.5h11L9.5 8.5v4l-3 1v-5z",
  lock: "M4 7.5h8v6H4zM5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5",
  "arrow-up": "M8 13V3M4 7l4-4 4 4",
  "arrow-down": "M8 3v10M4 9l4 4 4-4",
  download: "M8 2.5v8M5 7.5l3 3 3-3M3 13.5h10",
  panel: "M2.5 3h11v10h-11zM6.5 3v10",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name, className }: { name: IconName; className?: string | undefined }) {
  return (
    <svg
      viewBox="0 0 16 16"
      aria-hidden="true"
      className={cx("size-4 shrink-0", className)}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
