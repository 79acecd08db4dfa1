// The shape of the page while it is on the way.
import { ListLoading } from "#components/ui/list-loading.tsx";

export default function LoadingKeys() {
  return <ListLoading title="API keys" rows={6} columns={7} />;
}
