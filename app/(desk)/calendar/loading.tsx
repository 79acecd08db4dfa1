// The calendar's own size while its days come.
import { PageHead } from "#components/ui/card.tsx";
import { BlockSkeleton } from "#components/ui/skeleton.tsx";

export default function CalendarLoading() {
  return (
    <>
      <PageHead title="Calendar" note="Days and hours of the venue, in New York time." />
      <BlockSkeleton height="36rem" label="Loading the calendar" />
    </>
  );
}
