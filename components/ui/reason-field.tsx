// The reason of a change: it goes into the audit, which nobody can edit later, and the field says so.
import { TextAreaField, type TextAreaFieldProps } from "./field.tsx";

export function ReasonField(props: Omit<TextAreaFieldProps, "name" | "maxLength" | "hint">) {
  return (
    <TextAreaField
      {...props}
      name="reason"
      maxLength={500}
      hint="Kept for ever in the audit: no personal data, please."
    />
  );
}
