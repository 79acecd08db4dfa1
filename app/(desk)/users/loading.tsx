// The shape of the page while it is on the way.
import { ListLoading } from "#components/ui/list-loading.tsx";

export default function LoadingUsers() {
  return <ListLoading title="Users" rows={6} columns={6} />;
}
