import { ListTodo } from "lucide-react";
import Link from "next/link";
import { buttonClass } from "#components/ui/button.tsx";
import type { SetupProgress } from "#domain/setup/progress.ts";
import type { WizardStep } from "#domain/setup/schemas.ts";

const names: Record<WizardStep, string> = {
  address: "the address",
  mail: "mail",
  tenant: "the first tenant",
};

/**
 * What of the setup is left, until nothing is. Whoever set Gatehouse up by a script is only reminded
 * while there is no tenant: the script did the rest.
 */
export function SetupReminder({ progress }: { progress: SetupProgress }) {
  const left = progress.steps.filter(({ state }) => state !== "done");
  if (left.length === 0 || !(progress.begun || progress.tenant === null)) return null;
  const words = new Intl.ListFormat("en").format(left.map(({ step }) => names[step]));
  return (
    <section
      aria-labelledby="setup-reminder"
      className="mx-4 mb-4 flex flex-wrap items-center justify-between gap-x-6 gap-y-4 rounded-card border border-hairline bg-surface p-4 md:mx-6"
    >
      <div className="flex min-w-0 gap-3">
        <ListTodo aria-hidden="true" className="mt-0.5 size-5 shrink-0 text-accent" />
        <div className="min-w-0">
          <h2 className="font-semibold" id="setup-reminder">
            The setup is not finished
          </h2>
          <p className="mt-1 text-muted">Left: {words}.</p>
        </div>
      </div>
      <Link
        className={buttonClass("secondary")}
        href={`/platform/setup?step=${left[0]?.step}`}
        prefetch={false}
      >
        Continue the setup
      </Link>
    </section>
  );
}
