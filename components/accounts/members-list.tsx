// Who may do what on an account.
import { Badge } from "#components/ui/badge.tsx";

export interface Member {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly role: "owner" | "trader" | "viewer";
}

const MAY: Record<Member["role"], string> = {
  owner: "trades, deposits, decides who else may",
  trader: "trades and deposits",
  viewer: "looks",
};

export function MembersList({ members, self }: { members: readonly Member[]; self: string }) {
  return (
    <ul className="divide-y divide-line">
      {members.map((member) => (
        <li key={member.userId} className="flex items-center justify-between gap-3 py-2">
          <div className="min-w-0">
            <p className="font-medium">
              {member.name}
              {member.userId === self && <span className="text-muted"> (you)</span>}
            </p>
            <p className="break-all text-muted text-xs">{member.email}</p>
          </div>
          <div className="text-right">
            <Badge>{member.role}</Badge>
            <p className="text-muted text-xs">{MAY[member.role]}</p>
          </div>
        </li>
      ))}
    </ul>
  );
}
