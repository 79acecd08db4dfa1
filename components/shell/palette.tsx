"use client";
// The command palette: pages, symbols and preferences by typing; loaded on first use.
import { Command } from "cmdk";
import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { Icon } from "#components/ui/icon.tsx";
import { KeyHint } from "#components/ui/key-hint.tsx";
import type { NavItem } from "./navigation.ts";
import { savePreference } from "./preference-cookie.ts";
import { THEMES } from "./preferences.ts";

interface PaletteProps {
  readonly items: readonly NavItem[];
  readonly symbols: readonly { readonly symbol: string; readonly name: string }[];
  readonly onClose: () => void;
  readonly onShortcuts: () => void;
}

const ITEM =
  "flex min-h-9 cursor-pointer items-center gap-2.5 rounded-md px-2.5 data-[selected=true]:bg-raised pointer-coarse:min-h-11";
const GROUP =
  "[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-2xs [&_[cmdk-group-heading]]:text-muted";

// React.lazy asks for a default export.
// biome-ignore lint/style/noDefaultExport: see above
export default function Palette({ items, symbols, onClose, onShortcuts }: PaletteProps) {
  const router = useRouter();
  const dialog = useRef<HTMLDialogElement>(null);

  useEffect(() => {
    dialog.current?.showModal();
    // Only a shown dialog can hold the focus, so autoFocus would come too early.
    dialog.current?.querySelector("input")?.focus();
  }, []);

  function go(href: string) {
    onClose();
    router.push(href);
  }

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the click is the backdrop's; Esc does the same by keyboard
    <dialog
      ref={dialog}
      aria-label="Search or jump"
      onClose={onClose}
      onClick={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
      className="enter mx-auto mt-[12dvh] w-[min(36rem,calc(100vw-24px))] rounded-lg border border-line-strong bg-panel p-0"
    >
      <Command label="Search or jump" loop>
        <div className="flex items-center gap-2 border-line border-b px-3">
          <Icon name="search" className="text-muted" />
          <Command.Input
            placeholder="Page, symbol or setting"
            className="h-11 w-full bg-transparent text-base outline-none"
          />
          <KeyHint keys={["Esc"]} />
        </div>
        <Command.List className="max-h-[50dvh] overflow-y-auto p-1">
          <Command.Empty className="px-3 py-6 text-center text-muted">Nothing is called that.</Command.Empty>
          <Command.Group heading="Go to" className={GROUP}>
            {items.map((item) => (
              <Command.Item key={item.key} value={`page ${item.label}`} onSelect={() => go(item.href)} className={ITEM}>
                <Icon name={item.icon} className="text-muted" />
                <span className="flex-1">{item.label}</span>
                <KeyHint keys={["g", item.letter]} />
              </Command.Item>
            ))}
          </Command.Group>
          {symbols.length > 0 && (
            <Command.Group heading="Symbols" className={GROUP}>
              {symbols.map(({ symbol, name }) => (
                <Command.Item
                  key={symbol}
                  value={`${symbol} ${name}`}
                  onSelect={() => go(`/trade?symbol=${encodeURIComponent(symbol)}`)}
                  className={ITEM}
                >
                  <Icon name="trade" className="text-muted" />
                  <span className="w-20 font-semibold">{symbol}</span>
                  <span className="truncate text-muted">{name}</span>
                </Command.Item>
              ))}
            </Command.Group>
          )}
          <Command.Group heading="Look and help" className={GROUP}>
            {THEMES.map((theme) => (
              <Command.Item
                key={theme}
                value={`theme ${theme}`}
                onSelect={() => {
                  savePreference("theme", theme);
                  onClose();
                }}
                className={ITEM}
              >
                <Icon name={theme === "dark" ? "moon" : theme === "light" ? "sun" : "system"} className="text-muted" />
                Theme: {theme}
              </Command.Item>
            ))}
            <Command.Item value="keyboard shortcuts help" onSelect={onShortcuts} className={ITEM}>
              <Icon name="about" className="text-muted" />
              <span className="flex-1">Keyboard shortcuts</span>
              <KeyHint keys={["?"]} />
            </Command.Item>
          </Command.Group>
        </Command.List>
      </Command>
    </dialog>
  );
}
