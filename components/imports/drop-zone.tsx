"use client";
// Takes a file by dropping, choosing or pasting, and shows what it has taken.
import { type ClipboardEvent, type DragEvent, useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { cx } from "#components/ui/class-names.ts";
import { SelectField, TextAreaField } from "#components/ui/field.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { counted } from "./import-words.ts";
import type { KeptFile } from "./kept-files.ts";
import { linesOf, readFile, readPasted, sizeOf } from "./read-file.ts";

interface DropZoneProps {
  readonly file: KeptFile | null;
  readonly onFile: (file: KeptFile | null) => void;
  readonly placeholder: string;
}

/** As much text a field holds without growing slow. */
const FIELD_MAX = 100_000;

export function DropZone({ file, onFile, placeholder }: DropZoneProps) {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);

  async function take(list: FileList | null) {
    const [first, second] = [...(list ?? [])];
    if (first === undefined) return;
    setTrouble(second === undefined ? null : "One file at a time: the first one was taken.");
    try {
      onFile(await readFile(first));
    } catch {
      setTrouble(`${first.name} could not be read from this device.`);
    }
  }

  function drop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    void take(event.dataTransfer.files);
  }

  // A whole file in the clipboard would make the field slow: it is kept beside it.
  function paste(event: ClipboardEvent) {
    const text = event.clipboardData.getData("text");
    if (text.length <= FIELD_MAX) return;
    event.preventDefault();
    onFile(readPasted(text));
  }

  const typed = file !== null && isTyped(file);
  return (
    <div className="flex flex-col gap-3">
      <section
        aria-label="Drop a file here"
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
        className={cx(
          "flex flex-wrap items-center gap-x-3 gap-y-2 rounded-md border border-line-strong border-dashed p-3",
          over && "bg-info-soft",
        )}
      >
        <Icon name="inbox" className="text-muted" />
        {file === null || typed ? (
          <span className="text-muted">Drop a CSV or JSON file here, or</span>
        ) : (
          <span role="status">
            <b>{file.name}</b>{" "}
            <span className="text-muted">
              {sizeOf(file)}, {counted(linesOf(file), "line")}
            </span>
          </span>
        )}
        <Button onClick={() => input.current?.click()}>
          {file === null || typed ? "Choose a file" : "Another file"}
        </Button>
        {file !== null && !typed && (
          <Button variant="quiet" onClick={() => onFile(null)}>
            Take it away
          </Button>
        )}
        <input
          ref={input}
          type="file"
          accept=".csv,.tsv,.txt,.json,text/csv,application/json"
          aria-label="File with rows"
          tabIndex={-1}
          className="sr-only"
          onChange={(event) => {
            void take(event.currentTarget.files);
            // The same file, changed meanwhile, can be chosen again.
            event.currentTarget.value = "";
          }}
        />
      </section>
      {trouble !== null && (
        <p role="alert" className="text-halt">
          {trouble}
        </p>
      )}
      {(file === null || typed) && (
        <TextAreaField
          id="import-text"
          label="Or paste rows, the first line with the names of the columns"
          rows={7}
          spellCheck={false}
          autoComplete="off"
          placeholder={placeholder}
          className="font-mono text-xs"
          value={typed ? file.text : ""}
          onPaste={paste}
          onChange={(event) => {
            const { value } = event.currentTarget;
            onFile(value === "" ? null : readPasted(value));
          }}
        />
      )}
      {file !== null && (
        <div className="max-w-48">
          <SelectField
            id="import-format"
            label="Read it as"
            options={[
              { value: "csv", label: "CSV" },
              { value: "json", label: "JSON" },
            ]}
            value={file.format}
            onChange={(event) => onFile({ ...file, format: event.currentTarget.value === "json" ? "json" : "csv" })}
          />
        </div>
      )}
    </div>
  );
}

function isTyped({ name, text }: KeptFile): boolean {
  return name.startsWith("pasted.") && text.length <= FIELD_MAX;
}
