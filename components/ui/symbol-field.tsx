// A field for a symbol: phones write it in capitals, nobody corrects its spelling, and those that are known are offered.
import type { ComponentProps } from "react";
import { TextField } from "./field.tsx";

interface SymbolFieldProps extends Omit<ComponentProps<typeof TextField>, "list"> {
  /** Offered while one types; without them any symbol is meant. */
  readonly symbols?: readonly (string | { readonly symbol: string; readonly name: string })[] | undefined;
}

export function SymbolField({ symbols, ...field }: SymbolFieldProps) {
  const list = symbols === undefined ? undefined : `${field.id}-symbols`;
  return (
    <>
      <TextField
        {...field}
        list={list}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        maxLength={20}
      />
      {symbols !== undefined && (
        <datalist id={list}>
          {symbols.map((each) =>
            typeof each === "string" ? (
              <option key={each} value={each} />
            ) : (
              <option key={each.symbol} value={each.symbol}>
                {each.name}
              </option>
            ),
          )}
        </datalist>
      )}
    </>
  );
}
