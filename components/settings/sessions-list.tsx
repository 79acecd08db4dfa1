"use client";
// Where one is signed in: each session with its device, address and times, to be ended one by one or all others at once.
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import { act, type ServerAction } from "#lib/client/acting.ts";
import { deviceName } from "./device-name.ts";

export interface SessionItem {
  readonly id: string;
  readonly address: string | null;
  readonly userAgent: string | null;
  readonly createdAt: string;
  readonly lastSeenAt: string;
  readonly current: boolean;
}

interface SessionsListProps {
  readonly sessions: readonly SessionItem[];
  readonly zone: string;
  /** Null ends all others. */
  readonly end: ServerAction<{ readonly sessionId: string | null }, { readonly ended: number }>;
}

export function SessionsList({ sessions, zone, end }: SessionsListProps) {
  const router = useRouter();
  const [asked, setAsked] = useState<SessionItem | "others" | null>(null);
  const others = sessions.filter((session) => !session.current).length;

  async function confirm(): Promise<string | null> {
    const sessionId = asked === "others" || asked === null ? null : asked.id;
    const outcome = await act(() => end({ sessionId }));
    if (!outcome.ok) return outcome.sentence;
    router.refresh();
    return null;
  }

  return (
    <>
      <ul className="divide-y divide-line" aria-label="Open sessions">
        {sessions.map((session) => (
          <li key={session.id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-2">
            <div className="min-w-0">
              <p className="flex items-center gap-2 font-medium">
                {deviceName(session.userAgent)}
                {session.current && (
                  <Badge tone="info" shape="check">
                    this one
                  </Badge>
                )}
              </p>
              <p className="text-muted text-xs">
                {session.address ?? "address unknown"}, signed in <TimeText at={session.createdAt} zone={zone} />, last
                seen <TimeText at={session.lastSeenAt} zone={zone} />
              </p>
            </div>
            {!session.current && (
              <Button size="small" onClick={() => setAsked(session)}>
                End<span className="sr-only"> the session {deviceName(session.userAgent)}</span>
              </Button>
            )}
          </li>
        ))}
      </ul>
      {others > 0 && (
        <Button className="mt-2" onClick={() => setAsked("others")}>
          {others === 1 ? "End the other session" : `End all ${others} other sessions`}
        </Button>
      )}
      {asked !== null && (
        <ConfirmDialog
          open
          onClose={() => setAsked(null)}
          title={asked === "others" ? "End the other sessions" : "End this session"}
          effect={
            asked === "others"
              ? `${others} ${others === 1 ? "session ends" : "sessions end"} with the next request. This one stays.`
              : `${deviceName(asked.userAgent)} is signed out with its next request. Orders that were sent stay as they are.`
          }
          confirmLabel={
            asked === "others" ? `End ${others} ${others === 1 ? "session" : "sessions"}` : "End the session"
          }
          busyLabel="Ending…"
          onConfirm={confirm}
        />
      )}
    </>
  );
}
