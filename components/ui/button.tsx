// A button that says what it does; while busy it keeps its width and says so.
import type { ComponentProps } from "react";
import { type ButtonSize, type ButtonVariant, buttonStyle } from "./button-style.ts";

interface ButtonProps extends ComponentProps<"button"> {
  readonly variant?: ButtonVariant;
  readonly size?: ButtonSize;
  /** Words shown instead of the children while the server has not answered, such as "Sending…". */
  readonly busyText?: string | undefined;
}

export function Button({
  variant = "secondary",
  size = "medium",
  busyText,
  type = "button",
  className,
  disabled,
  children,
  ...rest
}: ButtonProps) {
  const busy = busyText !== undefined;
  return (
    <button
      {...rest}
      type={type}
      disabled={disabled || busy}
      aria-busy={busy || undefined}
      className={buttonStyle(variant, size, className)}
    >
      {busy ? busyText : children}
    </button>
  );
}
