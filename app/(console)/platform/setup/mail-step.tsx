import { CircleAlert, CircleCheck, Clock } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { buttonClass } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { SetupProgress } from "#domain/setup/progress.ts";
import type { TestMail } from "#domain/setup/read-steps.ts";
import { RefreshWhileHere } from "./refresh-while.tsx";
import { KeepOutboxForm, SkipForm, TestMailForm } from "./setup-forms.tsx";

/** Whether mail goes out: a real one says so, or the plain word that there is no mail server. */
export function MailStep({
  progress,
  email,
  now,
  next,
}: {
  progress: SetupProgress;
  email: string;
  now: Date;
  next: string;
}) {
  const { server, from, test } = progress.mail;
  const done = progress.steps.some(({ step, state }) => step === "mail" && state === "done");
  const goOn = done && (
    <Link className={buttonClass("primary")} href={next} prefetch={false}>
      Continue
    </Link>
  );
  if (server === null) {
    return (
      <Card title="There is no mail server">
        <div className="flex flex-col gap-4 px-4 py-4 md:px-6">
          <p>
            SMTP_URL is not set, so no mail is sent: every message stays in the{" "}
            <Link
              className="font-medium text-accent underline underline-offset-2"
              href="/platform/outbox"
              prefetch={false}
            >
              outbox
            </Link>
            , where operators read it and hand its link on. That is enough for a look.
          </p>
          <p className="text-muted">
            For invitations, password resets and warnings that reach people, set these and start
            Gatehouse again. This step then sends you a test mail.
          </p>
          <pre className="whitespace-pre-wrap rounded-control border border-hairline bg-canvas p-3 font-mono text-compact [overflow-wrap:anywhere]">
            <code>
              {"SMTP_URL=smtp://user:password@mail.example.com:587\n"}
              {"MAIL_FROM=Gatehouse <no-reply@example.com>"}
            </code>
          </pre>
          <div className="flex flex-wrap gap-2">
            {goOn || (
              <>
                <KeepOutboxForm />
                <SkipForm step="mail" />
              </>
            )}
          </div>
        </div>
      </Card>
    );
  }
  return (
    <Card title="Does mail go out?">
      <div className="flex flex-col gap-4 px-4 py-4 md:px-6">
        <p className="[overflow-wrap:anywhere]">
          Mail leaves through <code className="font-mono text-compact">{server}</code>, from{" "}
          <code className="font-mono text-compact">{from}</code>. A test mail goes to you,{" "}
          <strong className="font-medium">{email}</strong>.
        </p>
        <div aria-live="polite">{test && <Delivery now={now} test={test} />}</div>
        <div className="flex flex-wrap gap-2">
          {goOn}
          <TestMailForm again={test !== null} email={email} />
          {!done && <SkipForm step="mail" />}
        </div>
      </div>
    </Card>
  );
}

/** How the delivery of the test mail goes. */
function Delivery({ test, now }: { test: TestMail; now: Date }) {
  if (test.status === "sent") {
    return (
      <Note
        icon={<CircleCheck aria-hidden="true" />}
        look="bg-success-tint text-success"
        title="The mail server took it"
      >
        Look into the mailbox of {test.recipient}, and among its spam. It was taken{" "}
        <RelativeTime at={new Date(test.sentAt ?? now)} now={now} />.
      </Note>
    );
  }
  if (test.status === "logged") {
    return (
      <Note
        icon={<CircleAlert aria-hidden="true" />}
        look="bg-warning-tint text-warning"
        title="It stayed in the outbox"
      >
        There was no mail server at the time. Send another test mail.
      </Note>
    );
  }
  if (test.attempts > 0) {
    return (
      <Note
        icon={<CircleAlert aria-hidden="true" />}
        look="bg-danger-tint text-danger"
        title="The mail server did not take it"
      >
        {test.lastError}. Correct SMTP_URL or MAIL_FROM, start Gatehouse again and send another; the{" "}
        <Link
          className="font-medium underline underline-offset-2"
          href="/platform/health"
          prefetch={false}
        >
          health screen
        </Link>{" "}
        says what to do at the failing stage.
      </Note>
    );
  }
  return (
    <Note icon={<Clock aria-hidden="true" />} look="bg-selected text-text" title="It is on its way">
      <RefreshWhileHere />
      To {test.recipient}. This page follows it
      <span className="hidden noscript:inline">
        {" "}
        when you{" "}
        <a className="underline underline-offset-2" href="/platform/setup?step=mail">
          look again
        </a>
      </span>
      .
    </Note>
  );
}

function Note({
  icon,
  look,
  title,
  children,
}: {
  icon: ReactNode;
  look: string;
  title: string;
  children: ReactNode;
}) {
  return (
    <div className={`flex gap-3 rounded-control p-3 [&_svg]:mt-0.5 [&_svg]:size-4 ${look}`}>
      <span className="shrink-0">{icon}</span>
      <div className="min-w-0">
        <p className="font-medium">{title}</p>
        <p className="mt-1 text-compact [overflow-wrap:anywhere]">{children}</p>
      </div>
    </div>
  );
}
