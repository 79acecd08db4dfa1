"use client";
// Mends one row where it stands: its cells by column, or its text; then the whole file is checked again.
import { type FormEvent, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { TextAreaField, TextField } from "#components/ui/field.tsx";
import { Dialog } from "#components/ui/modal.tsx";
import type { ImportScope } from "#lib/client/paths.ts";
import type { ImportRowView, ImportView } from "#lib/contracts/import.ts";
import { csvCells, replaceRow, rowText, writeCells } from "./file-rows.ts";
import { problemText } from "./import-words.ts";
import type { ImportsPlace } from "./imports-address.ts";
import { type KeptFile, keepFile } from "./kept-files.ts";
import { useCheckAgain } from "./use-check-again.ts";

interface MendDialogProps {
  readonly found: ImportView;
  readonly file: KeptFile;
  readonly row: ImportRowView;
  readonly scope: ImportScope;
  readonly place: ImportsPlace;
  /** The file of this tab has changed. */
  readonly onKept: () => void;
  readonly onClose: () => void;
}

export function MendDialog({ found, file, row, scope, place, onKept, onClose }: MendDialogProps) {
  const { sending, error, check } = useCheckAgain(found, scope, place);
  const [columns] = useState(() => csvCells(file, row.row));
  const [cells, setCells] = useState<readonly string[]>(() => columns?.cells ?? []);
  const [text, setText] = useState(() => rowText(file, row.row) ?? "");
  const written = columns === null ? text : writeCells(file.text, cells);

  /** The file as it would be; kept in this tab whatever happens to the check. */
  function mended(): KeptFile {
    const unchecked = [...new Set([...(file.unchecked ?? []), row.row])];
    const next = { ...file, text: replaceRow(file, row.row, written), unchecked };
    keepFile(found.id, next);
    onKept();
    return next;
  }

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (!sending && (await check(mended()))) onClose();
  }

  const fieldOf = (header: string) => found.columns.find((column) => column.header === header)?.field ?? null;
  const shown = new Set((columns?.header ?? []).flatMap((header) => fieldOf(header) ?? []));
  const problemsOf = (field: string | null) => row.problems.filter((problem) => problem.field === field);
  const others = row.problems.filter(({ field }) => field === null || !shown.has(field));
  return (
    <Dialog open onClose={onClose} title={`Mend row ${row.row} of ${found.fileName}`} dismissible={!sending}>
      <form onSubmit={submit} className="flex flex-col gap-3">
        {others.map((problem) => (
          <p key={problemText(problem)} className="rounded-md border border-halt/60 bg-halt-soft p-2">
            {problemText(problem)}
          </p>
        ))}
        {columns === null ? (
          <TextAreaField
            id="mend-text"
            label={file.format === "json" ? "The row as JSON" : `The row as it is written, on line ${row.line}`}
            rows={file.format === "json" ? 8 : 3}
            spellCheck={false}
            className="font-mono text-xs"
            value={text}
            data-autofocus=""
            onChange={(event) => setText(event.currentTarget.value)}
            hint={file.format === "csv" ? "A cell with the separator in it needs quotes around it." : undefined}
          />
        ) : (
          <div className="grid gap-3 sm:grid-cols-2">
            {columns.header.map((header, index) => {
              const problems = problemsOf(fieldOf(header) ?? header);
              const first = row.problems[0];
              return (
                <TextField
                  // biome-ignore lint/suspicious/noArrayIndexKey: a file's columns stand still, and two may have one name
                  key={`${header} ${index}`}
                  id={`mend-${index}`}
                  label={header === "" ? `Column ${index + 1}` : header}
                  value={cells[index] ?? ""}
                  autoComplete="off"
                  spellCheck={false}
                  {...(first !== undefined && problems.includes(first) ? { "data-autofocus": "" } : {})}
                  error={problems.length === 0 ? null : problems.map(({ detail }) => detail).join("; ")}
                  onChange={(event) => setCells(cells.with(index, event.currentTarget.value))}
                />
              );
            })}
          </div>
        )}
        {error !== null && (
          <p role="alert" className="text-halt">
            {error}
          </p>
        )}
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose} disabled={sending}>
            Leave it as it is
          </Button>
          {found.refused > 1 && (
            <Button
              disabled={sending}
              onClick={() => {
                mended();
                onClose();
              }}
            >
              Keep, check later
            </Button>
          )}
          <Button type="submit" variant="primary" busyText={sending ? "Checking…" : undefined}>
            Check again
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
