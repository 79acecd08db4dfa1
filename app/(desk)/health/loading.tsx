// The shape of the page while it is on the way.
import { ListLoading } from "#components/ui/list-loading.tsx";

export default function LoadingHealth() {
  return <ListLoading title="Health" rows={8} columns={6} />;
}
