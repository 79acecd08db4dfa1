// The shape of the page while it is on the way.
import { ListLoading } from "#components/ui/list-loading.tsx";

export default function LoadingHalts() {
  return <ListLoading title="Halts" rows={4} columns={6} />;
}
