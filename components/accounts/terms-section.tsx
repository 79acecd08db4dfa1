"use client";
// What holds for an account, line by line, and the dialogs that change it; what was done is said below.
import { useRouter } from "next/navigation";
import { type ReactNode, Suspense, useState } from "react";
import { Button } from "#components/ui/button.tsx";

interface Change {
  /** On the button. */
  readonly label: string;
  /** Said once it is saved. */
  readonly done: string;
  readonly dialog: (handle: { readonly onSaved: () => void; readonly onClose: () => void }) => ReactNode;
}

interface TermsSectionProps {
  readonly title: string;
  readonly lines: readonly (readonly [name: string, words: string])[];
  readonly mayEdit: boolean;
  readonly changes: readonly Change[];
}

export function TermsSection({ title, lines, mayEdit, changes }: TermsSectionProps) {
  const router = useRouter();
  const [open, setOpen] = useState<string | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  const asked = changes.find(({ label }) => label === open);
  return (
    <section>
      <h3 className="mb-2 font-semibold">{title}</h3>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1">
        {lines.map(([name, words]) => (
          <div key={name} className="contents">
            <dt className="text-muted">{name}</dt>
            <dd className="text-right">{words}</dd>
          </div>
        ))}
      </dl>
      <p role="status" className="mt-2 empty:sr-only">
        {said}
      </p>
      {mayEdit && (
        <div className="mt-2 flex flex-wrap gap-2">
          {changes.map(({ label }) => (
            <Button key={label} onClick={() => setOpen(label)}>
              {label}
            </Button>
          ))}
        </div>
      )}
      <Suspense fallback={null}>
        {asked?.dialog({
          onSaved: () => {
            setOpen(null);
            setSaid(asked.done);
            router.refresh();
          },
          onClose: () => setOpen(null),
        })}
      </Suspense>
    </section>
  );
}
