import { type WizardStep, wizardSteps } from "./schemas.ts";

/** Done; open: nobody did or skipped it; later: skipped, or what it was done for has changed. */
export type StepState = "done" | "open" | "later";

/** The mail that tries the mail server, and how its delivery goes. */
export type TestMail = {
  recipient: string;
  status: "queued" | "sent" | "logged";
  attempts: number;
  lastError: string | null;
  sentAt: string | null;
};

type Noted = { step: string; outcome: "done" | "skipped"; value: string | null };

type Facts = {
  baseUrl: string;
  server: string | null;
  /** The message that the step's note names; null when there is none any more. */
  test: TestMail | null;
  tenant: { slug: string } | undefined;
};

/** The note of going on without a mail server. */
export const OUTBOX = "outbox";

/** Each step's state: what was noted of it, held against what is so now. */
export function stepStates(
  noted: readonly Noted[],
  facts: Facts,
): { step: WizardStep; state: StepState }[] {
  const stateOf = (step: WizardStep): StepState => {
    if (step === "tenant" && facts.tenant) return "done";
    const note = noted.find((one) => one.step === step);
    if (!note) return "open";
    if (note.outcome === "skipped") return "later";
    switch (step) {
      case "address":
        return note.value === facts.baseUrl ? "done" : "later";
      case "mail":
        return mailState(note, facts);
      case "tenant":
        return "later";
    }
  };
  return wizardSteps.map((step) => ({ step, state: stateOf(step) }));
}

function mailState({ value }: Noted, { server, test }: Facts): StepState {
  if (value === OUTBOX) return server === null ? "done" : "later";
  // Sent mail is forgotten after 30 days, what was not sent never.
  if (test === null) return "done";
  if (test.status === "sent") return "done";
  return test.status === "queued" ? "open" : "later";
}
