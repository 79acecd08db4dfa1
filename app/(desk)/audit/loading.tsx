// The shape of the page while it is on the way.
import { ListLoading } from "#components/ui/list-loading.tsx";

export default function LoadingAudit() {
  return <ListLoading title="Audit" rows={12} columns={7} />;
}
