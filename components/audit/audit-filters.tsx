// The filters of the audit: an ordinary form whose answers become the address.
import Form from "next/form";
import { Button } from "#components/ui/button.tsx";
import { SelectField, TextField } from "#components/ui/field.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { ENTITY_TYPES, KNOWN_ACTIONS } from "./action-words.ts";
import { type AuditFilters, hasFilters } from "./audit-address.ts";

interface AuditFiltersFormProps {
  readonly filters: AuditFilters;
  /** Who acts here, to choose from. */
  readonly actors: readonly { readonly id: string; readonly name: string }[];
  /** What is wrong with a filter that came by the address. */
  readonly problems: { readonly [name: string]: string };
}

export function AuditFiltersForm({ filters, actors, problems }: AuditFiltersFormProps) {
  const known = actors.some(({ id }) => id === filters.actorId);
  const options = [
    { value: "", label: "Anybody" },
    ...(filters.actorId === undefined || known ? [] : [{ value: filters.actorId, label: filters.actorId }]),
    ...actors.map(({ id, name }) => ({ value: id, label: name })),
  ];
  const field = (name: keyof AuditFilters) => ({
    id: name,
    name,
    defaultValue: filters[name] ?? "",
    error: problems[name],
  });
  return (
    <Form
      // The fields take what the address says when it changes.
      key={JSON.stringify(filters)}
      action="/audit"
      className="no-print mb-3 grid grid-cols-2 items-start gap-2 sm:grid-cols-3 lg:grid-cols-4 xl:grid-cols-8"
    >
      <SelectField {...field("actorId")} label="Actor" options={options} />
      <TextField
        {...field("action")}
        label="Action"
        list="audit-actions"
        placeholder="order or order.submit"
        autoComplete="off"
        data-search
      />
      <datalist id="audit-actions">
        {KNOWN_ACTIONS.map((action) => (
          <option key={action} value={action} />
        ))}
      </datalist>
      <SelectField
        {...field("entityType")}
        label="Target"
        options={[
          { value: "", label: "Anything" },
          ...ENTITY_TYPES.map((type) => ({ value: type, label: type.replace("_", " ") })),
        ]}
      />
      <TextField {...field("entityId")} label="Target id" autoComplete="off" />
      <TextField {...field("requestId")} label="Request id" autoComplete="off" />
      <TextField {...field("from")} type="date" label="From day" />
      <TextField {...field("to")} type="date" label="To day" />
      {filters.accountId !== undefined && <input type="hidden" name="accountId" value={filters.accountId} />}
      <div className="flex gap-2 self-end">
        <Button type="submit" variant="primary">
          Filter
        </Button>
        {hasFilters(filters) && (
          <LinkButton href="/audit" variant="quiet">
            Clear
          </LinkButton>
        )}
      </div>
    </Form>
  );
}
