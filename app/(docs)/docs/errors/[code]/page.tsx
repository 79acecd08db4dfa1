// Where the `type` of a problem document leads: what happened, whether anything changed, what to do.
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { LonelyPage } from "#components/shell/lonely-page.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { readErrorPage } from "#lib/server/error-page.ts";

interface ErrorCodePageProps {
  readonly params: Promise<{ readonly code: string }>;
}

export async function generateMetadata({ params }: ErrorCodePageProps): Promise<Metadata> {
  return { title: `Error ${(await params).code}` };
}

export default async function ErrorCodePage({ params }: ErrorCodePageProps) {
  const page = await readErrorPage((await params).code);
  if (page === null) notFound();
  return (
    <LonelyPage title={page.title}>
      {page.paragraphs.map(({ heading, text }) => (
        <section key={text} className="mb-4">
          {heading !== null && <h2 className="font-semibold">{heading}</h2>}
          <p className={heading === null ? "text-muted" : undefined}>{plain(text)}</p>
        </section>
      ))}
      <LinkButton href="/docs">The API's document</LinkButton>
    </LonelyPage>
  );
}

/** Backticks mark names in the source; on the page they are set as code. */
function plain(text: string) {
  return text.split("`").map((part, index) =>
    index % 2 === 0 ? (
      part
    ) : (
      // The parts of a fixed text never change places.
      // biome-ignore lint/suspicious/noArrayIndexKey: see above
      <code key={index} className="font-mono text-xs">
        {part}
      </code>
    ),
  );
}
