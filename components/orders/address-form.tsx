"use client";
// A form whose answers become the address of its page: filters of a list, or what a report is asked for.
import type { FormEvent, ReactNode } from "react";
import type { RawSearch } from "./orders-address.ts";

interface AddressFormProps {
  readonly path: string;
  readonly label: string;
  /** From the answers to an address without empty parts. */
  readonly hrefOf: (given: RawSearch) => string;
  readonly className: string;
  readonly children: ReactNode;
}

/** Its caller gives it the address as key: the fields take what the address says when it changes. */
export function AddressForm({ path, label, hrefOf, className, children }: AddressFormProps) {
  // Without JavaScript the form itself makes the address.
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const answers = [...new FormData(event.currentTarget)].map(([name, value]) => [name, String(value)]);
    history.pushState(null, "", hrefOf(Object.fromEntries(answers)));
  }
  return (
    <form action={path} onSubmit={submit} aria-label={label} className={className}>
      {children}
    </form>
  );
}
