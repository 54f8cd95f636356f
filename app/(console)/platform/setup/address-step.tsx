import Link from "next/link";
import { buttonClass } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import type { AddressCheck } from "#domain/setup/address-rules.ts";
import type { SetupProgress } from "#domain/setup/progress.ts";
import { CheckRow } from "./check-row.tsx";
import { ReachedCheck } from "./reached-check.tsx";
import { ConfirmAddressForm, SkipForm } from "./setup-forms.tsx";

const titles: Record<AddressCheck["check"], string> = {
  reached: "Reached",
  encrypted: "Encryption",
  cookies: "Cookies",
  proxy: "Proxy",
};

/** BASE_URL, held against how this very request came. */
export function AddressStep({
  progress,
  checks,
  next,
}: {
  progress: SetupProgress;
  checks: readonly AddressCheck[];
  next: string;
}) {
  const { baseUrl, steps } = progress;
  const done = steps.some(({ step, state }) => step === "address" && state === "done");
  return (
    <Card title="Is this the address that people will use?">
      <div className="border-hairline border-b px-4 py-4 md:px-6">
        <p>
          <code className="select-all font-mono font-semibold [overflow-wrap:anywhere]">
            {baseUrl}
          </code>
        </p>
        <p className="mt-2 text-muted">
          It comes from BASE_URL. Links in mails, cookies, and the callbacks that you register at
          identity providers are made from it, so it is dear to change later.
        </p>
      </div>
      <ul className="divide-y divide-hairline">
        {checks.map((check) =>
          check.check === "reached" ? (
            <ReachedCheck baseUrl={baseUrl} check={check} key={check.check} />
          ) : (
            <CheckRow check={check} key={check.check} title={titles[check.check]} />
          ),
        )}
      </ul>
      <div className="flex flex-wrap gap-2 border-hairline border-t px-4 py-4 md:px-6">
        {done ? (
          <Link className={buttonClass("primary")} href={next} prefetch={false}>
            Continue
          </Link>
        ) : (
          <>
            <ConfirmAddressForm />
            <SkipForm step="address" />
          </>
        )}
      </div>
    </Card>
  );
}
