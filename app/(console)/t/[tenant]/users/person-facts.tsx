import type { ReactNode } from "react";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { Person } from "./find-person.ts";
import { RoleBadges } from "./roles.tsx";
import { InvitationBadge, UserBadge } from "./user-badge.tsx";

/** What holds for a person, one fact a line. */
export function factsOf(person: Person, now: Date): { label: string; value: ReactNode }[] {
  const { invitation } = person;
  const when = (at: string | null) =>
    at === null ? "Never" : <RelativeTime at={new Date(at)} now={now} />;
  return [
    {
      label: "Email",
      value: (
        <span className="flex items-baseline justify-between gap-2">
          <span className="min-w-0 select-all [overflow-wrap:anywhere]">{person.email}</span>
          <CopyButton label="Copy the email address" value={person.email} />
        </span>
      ),
    },
    {
      label: "Id",
      value: (
        <span className="flex items-baseline justify-between gap-2">
          <code className="min-w-0 select-all break-all font-mono text-compact">{person.id}</code>
          <CopyButton label="Copy the id" value={person.id} />
        </span>
      ),
    },
    { label: "Status", value: <UserBadge status={person.status} /> },
    { label: "Roles", value: <RoleBadges roles={person.roles} wrap /> },
    // Whoever came in has taken it up, by a provider even while its link is unused.
    ...(invitation && person.lastSignInAt === null
      ? [
          {
            label: "Invitation",
            value: (
              <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
                <InvitationBadge expired={invitation.expired} />
                <span>
                  sent {when(invitation.sentAt)}, {invitation.expired ? "expired" : "expires"}{" "}
                  {when(invitation.expiresAt)}
                </span>
              </span>
            ),
          },
        ]
      : []),
    { label: "Password", value: person.hasPassword ? "Set" : "None" },
    { label: "Last sign-in", value: when(person.lastSignInAt) },
    { label: "Last sign-in through your providers", value: when(person.lastProviderSignInAt) },
    { label: "Added", value: when(person.createdAt) },
  ];
}
