// What stands under the sign-in form: the demo's people, or how to make the first user.
import type { ReactNode } from "react";
import { CopyButton } from "#components/ui/copy-button.tsx";

export interface DemoPerson {
  readonly email: string;
  readonly password: string;
  readonly role: string;
}

function Note({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="mt-6 rounded-lg border border-line bg-panel p-3">
      <h2 className="mb-1 font-semibold">{title}</h2>
      {children}
    </section>
  );
}

export function DemoPeople({ people }: { people: readonly DemoPerson[] }) {
  return (
    <Note title="Demo desk, on this machine only">
      <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-2">
        {people.map((person) => (
          <div key={person.email} className="contents">
            <dt className="text-muted">{person.role}</dt>
            <dd className="flex min-w-0 flex-wrap gap-x-2">
              <code className="select-all font-mono text-xs">{person.email}</code>
              <code className="select-all font-mono text-xs">{person.password}</code>
            </dd>
          </div>
        ))}
      </dl>
    </Note>
  );
}

const FIRST_USER = "npm run ballast -- users create --email you@example.com --role admin";

export function NoUsersYet() {
  return (
    <Note title="No users yet">
      <p className="mb-2">Run this where Ballast runs. It prints a link to set a password, good for 24 hours.</p>
      <p className="flex items-start gap-1">
        <code className="min-w-0 flex-1 select-all break-words rounded-sm bg-raised px-2 py-1 font-mono text-xs">
          {FIRST_USER}
        </code>
        <CopyButton text={FIRST_USER} what="command" />
      </p>
    </Note>
  );
}
