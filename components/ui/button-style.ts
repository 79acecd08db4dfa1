// The classes of everything that looks like a button, so that links and buttons cannot drift apart.
import { cx } from "./class-names.ts";

export type ButtonVariant = "primary" | "secondary" | "quiet" | "danger" | "buy" | "sell";
export type ButtonSize = "small" | "medium" | "large";

const VARIANTS: Record<ButtonVariant, string> = {
  primary: "bg-text text-bg border-text hover:opacity-90",
  secondary: "bg-panel text-text border-line-strong hover:bg-raised",
  quiet: "bg-transparent text-text border-transparent hover:bg-raised",
  danger: "bg-halt text-ink border-halt hover:opacity-90",
  buy: "bg-buy text-ink border-buy hover:opacity-90",
  sell: "bg-sell text-ink border-sell hover:opacity-90",
};

const SIZES: Record<ButtonSize, string> = {
  small: "min-h-6 px-2 text-xs pointer-coarse:min-h-9",
  medium: "min-h-(--control) px-3",
  large: "min-h-11 px-4 text-base font-semibold",
};

export function buttonStyle(variant: ButtonVariant, size: ButtonSize, extra?: string): string {
  return cx(
    "inline-flex items-center justify-center gap-1.5 rounded-md border font-medium no-underline select-none",
    "transition-colors duration-150 disabled:cursor-not-allowed disabled:opacity-55 aria-disabled:opacity-55",
    VARIANTS[variant],
    SIZES[size],
    extra,
  );
}
