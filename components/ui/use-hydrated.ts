"use client";
// False until the page listens: a form that is sent before would go out as a plain request, with its fields in the address.
import { useSyncExternalStore } from "react";

const never = () => () => undefined;

export function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
