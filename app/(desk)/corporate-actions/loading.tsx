// The shape of the page while it is on the way.
import { ListLoading } from "#components/ui/list-loading.tsx";

export default function LoadingCorporateActions() {
  return <ListLoading title="Corporate actions" rows={6} columns={6} />;
}
