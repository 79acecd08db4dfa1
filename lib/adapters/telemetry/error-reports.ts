/**
 * Where errors go besides the log. Nowhere, until a process opens a place for them at its start.
 * It hangs on globalThis: the server opens it, and bundled routes load their own copies of this module.
 */
export type ErrorReporter = (error: unknown, about: { readonly [name: string]: string }) => void;

const KEY = Symbol.for("ballast.errorReporter");
const holder = globalThis as { [KEY]?: ErrorReporter | undefined };

export function provideErrorReporter(reporter: ErrorReporter | undefined): void {
  holder[KEY] = reporter;
}

export function reportError(error: unknown, about: { readonly [name: string]: string } = {}): void {
  try {
    holder[KEY]?.(error, about);
  } catch {
    // A report that fails must not become the failure of what is reported.
  }
}
