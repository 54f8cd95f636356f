import { CircleCheck, CirclePause, MailQuestionMark, MailWarning } from "lucide-react";
import { Badge } from "#components/ui/badge.tsx";

/** Whether somebody may sign in, by colour, icon and word. */
export function UserBadge({ status }: { status: "active" | "suspended" }) {
  if (status === "active") {
    return (
      <Badge icon={<CircleCheck aria-hidden="true" />} tone="success">
        Active
      </Badge>
    );
  }
  return (
    <Badge icon={<CirclePause aria-hidden="true" />} tone="warning">
      Suspended
    </Badge>
  );
}

/** An invitation that nobody took up yet. */
export function InvitationBadge({ expired }: { expired: boolean }) {
  if (expired) {
    return (
      <Badge icon={<MailWarning aria-hidden="true" />} tone="warning">
        Invitation expired
      </Badge>
    );
  }
  return (
    <Badge icon={<MailQuestionMark aria-hidden="true" />} tone="accent">
      Invited
    </Badge>
  );
}
