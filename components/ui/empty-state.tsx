// The three reasons for an empty list (never used, filtered to nothing, not permitted), each with one action.
import type { ReactNode } from "react";
import { Icon, type IconName } from "./icon.tsx";
import { LinkButton } from "./link-button.tsx";

export type EmptyKind = "unused" | "filtered" | "forbidden";

interface EmptyStateProps {
  readonly kind: EmptyKind;
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: { readonly href: string; readonly label: string };
  /** A button instead of the link, where the action is not a place to go. */
  readonly control?: ReactNode;
}

const ICONS: Record<EmptyKind, IconName> = { unused: "inbox", filtered: "filter", forbidden: "lock" };

export function EmptyState({ kind, title, children, action, control }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-center gap-2 px-4 py-10 text-center" data-empty={kind}>
      <Icon name={ICONS[kind]} className="size-6 text-muted" />
      <p className="font-semibold text-base">{title}</p>
      {children !== undefined && <div className="max-w-prose text-muted">{children}</div>}
      <div className="mt-1">
        {control}
        {action && (
          <LinkButton href={action.href} variant={kind === "unused" ? "primary" : "secondary"}>
            {action.label}
          </LinkButton>
        )}
      </div>
    </div>
  );
}
