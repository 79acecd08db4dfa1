"use client";
// For who watches over every account: which of them this page shows.
import { useRouter } from "next/navigation";
import { SelectField } from "#components/ui/field.tsx";

interface AccountPickerProps {
  readonly accounts: readonly { readonly id: string; readonly name: string }[];
  readonly currentId: string;
}

export function AccountPicker({ accounts, currentId }: AccountPickerProps) {
  const router = useRouter();
  return (
    <SelectField
      id="risk-account"
      label="Account"
      hideLabel
      value={currentId}
      onChange={(event) => router.push(`/risk?account=${event.currentTarget.value}`)}
      options={accounts.map(({ id, name }) => ({ value: id, label: name }))}
    />
  );
}
