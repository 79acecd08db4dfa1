// Fields with label, hint and error, tied together for assistive technology; selects are native.
import type { ComponentProps, ReactNode } from "react";
import { cx } from "./class-names.ts";
import { Icon } from "./icon.tsx";

interface FieldFrameProps {
  readonly id: string;
  readonly label: string;
  readonly hint?: ReactNode;
  readonly error?: string | null | undefined;
  readonly hideLabel?: boolean | undefined;
  readonly children: ReactNode;
}

export function describedBy(id: string, hint: ReactNode, error: string | null | undefined): string | undefined {
  return cx(error ? `${id}-error` : null, hint !== undefined && hint !== null ? `${id}-hint` : null) || undefined;
}

export function FieldFrame({ id, label, hint, error, hideLabel = false, children }: FieldFrameProps) {
  return (
    <div className="min-w-0">
      <label htmlFor={id} className={hideLabel ? "sr-only" : "mb-1 block text-muted text-xs"}>
        {label}
      </label>
      {children}
      {error && (
        <p id={`${id}-error`} className="mt-1 flex items-start gap-1 text-halt text-xs">
          <Icon name="warning" className="mt-px size-3.5" />
          <span>{error}</span>
        </p>
      )}
      {hint !== undefined && hint !== null && (
        <p id={`${id}-hint`} className="mt-1 text-muted text-xs">
          {hint}
        </p>
      )}
    </div>
  );
}

type FrameOptions = Pick<FieldFrameProps, "label" | "hint" | "error" | "hideLabel">;

interface TextFieldProps extends FrameOptions, ComponentProps<"input"> {
  readonly id: string;
  readonly label: string;
}

export function TextField({ id, label, hint, error, hideLabel, className, type = "text", ...rest }: TextFieldProps) {
  return (
    <FieldFrame id={id} label={label} hint={hint} error={error} hideLabel={hideLabel}>
      <input
        {...rest}
        id={id}
        type={type}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(id, hint, error)}
        className={cx("control", className)}
      />
    </FieldFrame>
  );
}

export interface TextAreaFieldProps extends FrameOptions, ComponentProps<"textarea"> {
  readonly id: string;
  readonly label: string;
}

export function TextAreaField({ id, label, hint, error, hideLabel, className, rows = 2, ...rest }: TextAreaFieldProps) {
  return (
    <FieldFrame id={id} label={label} hint={hint} error={error} hideLabel={hideLabel}>
      <textarea
        {...rest}
        id={id}
        rows={rows}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(id, hint, error)}
        className={cx("control py-1.5", className)}
      />
    </FieldFrame>
  );
}

export interface SelectOption {
  readonly value: string;
  readonly label: string;
}

interface SelectFieldProps extends FrameOptions, ComponentProps<"select"> {
  readonly id: string;
  readonly label: string;
  readonly options: readonly SelectOption[];
}

export function SelectField({ id, label, hint, error, hideLabel, options, className, ...rest }: SelectFieldProps) {
  return (
    <FieldFrame id={id} label={label} hint={hint} error={error} hideLabel={hideLabel}>
      <select
        {...rest}
        id={id}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(id, hint, error)}
        className={cx("control", className)}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </FieldFrame>
  );
}

interface CheckFieldProps extends Omit<ComponentProps<"input">, "type"> {
  readonly id: string;
  readonly label: string;
  readonly hint?: ReactNode;
}

export function CheckField({ id, label, hint, ...rest }: CheckFieldProps) {
  return (
    <div className="flex items-start gap-2">
      <input
        {...rest}
        id={id}
        type="checkbox"
        aria-describedby={describedBy(id, hint, null)}
        className="mt-0.5 size-4 accent-text pointer-coarse:size-5"
      />
      <div>
        <label htmlFor={id}>{label}</label>
        {hint !== undefined && (
          <p id={`${id}-hint`} className="text-muted text-xs">
            {hint}
          </p>
        )}
      </div>
    </div>
  );
}
