// The API reference, rendered here from the API's own document: no script of anybody else's, no style that the policy forbids.
import type { Metadata } from "next";
import { routeTable } from "#app/api/v1/route-table.ts";
import { apiDocument } from "#lib/server/openapi/document.ts";
import { type ReferenceOperation, referenceOf } from "#lib/server/openapi/reference.ts";
import { ownVersion } from "#lib/server/own-version.ts";

export const metadata: Metadata = { title: "API reference" };
export const dynamic = "force-dynamic";

export default function ReferencePage() {
  const { version, tags, schemas } = referenceOf(apiDocument(routeTable, ownVersion()));
  return (
    <main className="mx-auto w-full max-w-4xl px-4 py-8">
      <h1 className="mb-2 font-semibold text-2xl">Ballast API {version}</h1>
      <p className="mb-2">
        Amounts, prices and quantities are decimal strings, never JSON numbers. Instants are ISO 8601 in UTC. Send an
        API key as <code>Authorization: Bearer</code> or <code>X-API-Key</code>; orders and deposits need an{" "}
        <code>Idempotency-Key</code>. Errors are <code>application/problem+json</code> with a closed code and a request
        id.
      </p>
      <p className="mb-6">
        <a className="underline" href="/api/v1/openapi.json">
          openapi.json
        </a>{" "}
        is the same document for programs.
      </p>
      <nav aria-label="Resources" className="mb-8 flex flex-wrap gap-x-4 gap-y-1">
        {tags.map(({ name }) => (
          <a key={name} className="inline-block py-1 underline" href={`#tag-${name}`}>
            {name}
          </a>
        ))}
        <a className="inline-block py-1 underline" href="#schemas">
          Schemas
        </a>
      </nav>
      {tags.map(({ name, operations }) => (
        <section key={name} id={`tag-${name}`} className="mb-10">
          <h2 className="mb-3 border-line border-b pb-1 font-semibold text-xl">{name}</h2>
          {operations.map((operation) => (
            <Operation key={operation.id} operation={operation} />
          ))}
        </section>
      ))}
      <section id="schemas">
        <h2 className="mb-3 border-line border-b pb-1 font-semibold text-xl">Schemas</h2>
        {schemas.map(({ name, text }) => (
          <details key={name} id={`schema-${name}`} className="mb-2">
            <summary className="cursor-pointer font-medium">{name}</summary>
            <Code label={`Schema ${name}`} text={text} />
          </details>
        ))}
      </section>
    </main>
  );
}

function Operation({ operation }: { operation: ReferenceOperation }) {
  const { id, method, path, summary, description, parameters, body, answers, curl } = operation;
  return (
    <article id={id} className="mb-6">
      <h3 className="font-medium">{summary}</h3>
      <p className="my-1 break-all font-mono text-sm">
        <strong>{method}</strong> {path}
      </p>
      {description !== "" && <p className="mb-2 text-muted">{description}</p>}
      <details>
        <summary className="cursor-pointer text-sm">Parameters, answers and a curl to try</summary>
        {parameters.length > 0 && (
          <dl className="my-2 grid grid-cols-[minmax(8rem,auto)_1fr] gap-x-4 gap-y-1 text-sm">
            {parameters.map(({ name, where, required, type, description: about }) => (
              <div key={`${where} ${name}`} className="contents">
                <dt className="font-mono">{name}</dt>
                <dd>
                  {where}, {required ? "required" : "optional"}: <span className="font-mono">{type}</span>
                  {about !== "" && `. ${about}`}
                </dd>
              </div>
            ))}
          </dl>
        )}
        {body !== null && (
          <p className="my-2 text-sm">
            Body: <Schema schema={body} label={`Body of ${summary}`} />
          </p>
        )}
        <dl className="my-2 grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-sm">
          {answers.map(({ status, description: about, schema }) => (
            <div key={status} className="contents">
              <dt className="font-mono">{status}</dt>
              <dd>
                {about} {schema !== null && <Schema schema={schema} label={`Answer ${status} of ${summary}`} />}
              </dd>
            </div>
          ))}
        </dl>
        <Code label={`curl for ${summary}`} text={curl} />
      </details>
    </article>
  );
}

function Schema({ schema, label }: { schema: string; label: string }) {
  if (schema.startsWith("{")) return <Code label={label} text={schema} />;
  return (
    <a className="underline" href={`#schema-${schema}`}>
      {schema}
    </a>
  );
}

/** Long lines wrap: a box that scrolls sideways could not be reached by keyboard. */
function Code({ label, text }: { label: string; text: string }) {
  return (
    <code title={label} className="my-2 block whitespace-pre-wrap break-words rounded-md bg-raised p-3 text-xs">
      {text}
    </code>
  );
}
