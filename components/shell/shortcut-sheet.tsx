"use client";
// All keys of the desk on one sheet.
import { KeyHint } from "#components/ui/key-hint.tsx";
import { TextLink } from "#components/ui/link-button.tsx";
import { Dialog } from "#components/ui/modal.tsx";
import type { NavItem } from "./navigation.ts";

interface ShortcutSheetProps {
  readonly items: readonly NavItem[];
  readonly letterKeys: boolean;
  readonly onClose: () => void;
}

const GENERAL: readonly { keys: readonly string[]; does: string }[] = [
  { keys: ["Ctrl", "K"], does: "Search or jump (⌘ K on a Mac)" },
  { keys: ["/"], does: "Search on this page" },
  { keys: ["?"], does: "This sheet" },
  { keys: ["Esc"], does: "Close what is open" },
  { keys: ["↑"], does: "Price one tick up, in a price field" },
  { keys: ["↓"], does: "Price one tick down, in a price field" },
];

// React.lazy asks for a default export.
// biome-ignore lint/style/noDefaultExport: see above
export default function ShortcutSheet({ items, letterKeys, onClose }: ShortcutSheetProps) {
  const rows = [...GENERAL, ...items.map((item) => ({ keys: ["g", item.letter], does: `Go to ${item.label}` }))];
  return (
    <Dialog open onClose={onClose} title="Keyboard shortcuts">
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5">
        {rows.map((row) => (
          <div key={row.does} className="contents">
            <dt>
              <KeyHint keys={row.keys} />
            </dt>
            <dd>{row.does}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-3 text-muted text-xs">
        Single keys are {letterKeys ? "on" : "off"}; change it in <TextLink href="/settings">settings</TextLink>.
      </p>
    </Dialog>
  );
}
