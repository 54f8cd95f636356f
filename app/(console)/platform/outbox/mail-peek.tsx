import Link from "next/link";
import { Facts } from "#components/ui/facts.tsx";
import { exactTime } from "#components/ui/relative-time.tsx";
import { MailBadge, type MailStatus } from "./mail-badge.tsx";
import { MailText } from "./mail-text.tsx";

type Mail = {
  id: string;
  tenant: string;
  recipient: string;
  status: MailStatus;
  attempts: number;
  lastError: string | null;
  createdAt: string;
  sentAt: string | null;
};

/** A message beside the outbox: to whom, how delivery went, and its text on demand. */
export function MailPeek({ mail }: { mail: Mail }) {
  return (
    <div className="flex flex-col gap-6">
      <Facts
        facts={[
          { label: "To", value: mail.recipient },
          {
            label: "Tenant",
            value: (
              <Link
                className="font-medium text-accent underline underline-offset-2"
                href={`/t/${mail.tenant}`}
                prefetch={false}
              >
                {mail.tenant}
              </Link>
            ),
          },
          { label: "Status", value: <MailBadge attempts={mail.attempts} status={mail.status} /> },
          { label: "Written", value: exactTime(new Date(mail.createdAt)) },
          { label: "Sent", value: sentText(mail) },
          { label: "Delivery attempts", value: mail.attempts },
          ...(mail.lastError === null ? [] : [{ label: "Last error", value: mail.lastError }]),
        ]}
      />
      <MailText id={mail.id} key={mail.id} />
    </div>
  );
}

function sentText({ status, sentAt }: Mail): string {
  if (status === "logged") return "Not by mail: no mail server is set up";
  return sentAt === null ? "Not yet" : exactTime(new Date(sentAt));
}
