import { clsx } from "clsx";
import { Circle, CircleCheck, CircleDashed, Flag } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import type { StepState } from "#domain/setup/read-steps.ts";
import { type WizardStep, wizardSteps } from "#domain/setup/schemas.ts";

export type Place = WizardStep | "summary";

/** Whether an address names a step of the setup. */
export function isPlace(step: unknown): step is Place {
  return step === "summary" || wizardSteps.some((one) => one === step);
}

export const stepTitles: Record<WizardStep, string> = {
  address: "Address",
  mail: "Mail",
  tenant: "First tenant",
};

const words: Record<StepState, string> = { done: "Done", open: "To do", later: "Left for later" };

/** Where the setup is: every step with its state, each a link to it. */
export function StepsNav({
  at,
  steps,
}: {
  at: Place;
  steps: readonly { step: WizardStep; state: StepState }[];
}) {
  return (
    <nav aria-label="Steps of the setup">
      <ol className="flex lg:flex-col lg:gap-1">
        <li className="flex h-11 items-center gap-3 px-2 text-muted lg:px-3">
          <StateIcon state="done" />
          <StepName state="done" title="First operator" />
        </li>
        {steps.map(({ step, state }) => (
          <li className="min-w-0" key={step}>
            <StepLink current={step === at} step={step}>
              <StateIcon state={state} />
              <StepName current={step === at} state={state} title={stepTitles[step]} />
            </StepLink>
          </li>
        ))}
        <li>
          <StepLink current={at === "summary"} step="summary">
            <Flag aria-hidden="true" className="size-5 shrink-0" />
            <span className={clsx(at !== "summary" && "max-lg:sr-only")}>Summary</span>
          </StepLink>
        </li>
      </ol>
    </nav>
  );
}

function StepLink({
  step,
  current,
  children,
}: {
  step: Place;
  current: boolean;
  children: ReactNode;
}) {
  return (
    <Link
      aria-current={current ? "step" : undefined}
      className={clsx(
        "flex min-h-11 items-center gap-2 whitespace-nowrap rounded-control px-2 font-medium lg:gap-3 lg:px-3",
        current ? "bg-selected text-text" : "text-muted hover:bg-subtle hover:text-text",
      )}
      href={`/platform/setup?step=${step}`}
      prefetch={false}
    >
      {children}
    </Link>
  );
}

/** On a narrow screen only the current step has its name; the others keep it for who hears it. */
function StepName({
  title,
  state,
  current = false,
}: {
  title: string;
  state: StepState;
  current?: boolean;
}) {
  return (
    <span className={clsx("min-w-0", !current && "max-lg:sr-only")}>
      {title}
      <span className="block font-normal text-meta max-lg:sr-only">{words[state]}</span>
    </span>
  );
}

function StateIcon({ state }: { state: StepState }) {
  if (state === "done") {
    return <CircleCheck aria-hidden="true" className="size-5 shrink-0 text-success" />;
  }
  const Icon = state === "later" ? CircleDashed : Circle;
  return <Icon aria-hidden="true" className="size-5 shrink-0" />;
}
