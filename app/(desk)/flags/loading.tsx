// The shape of the page while it is on the way.
import { ListLoading } from "#components/ui/list-loading.tsx";

export default function LoadingFlags() {
  return <ListLoading title="Flags" rows={3} columns={6} />;
}
