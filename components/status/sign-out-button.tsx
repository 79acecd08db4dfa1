// The way out: an ordinary form post, so it works without JavaScript.
import { MENU_ITEM } from "#components/ui/popover.tsx";

export function SignOutButton({ action }: { action: () => Promise<void> }) {
  return (
    <form action={action}>
      <button type="submit" className={MENU_ITEM}>
        Sign out
      </button>
    </form>
  );
}
