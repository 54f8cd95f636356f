import { and, asc, eq, ne } from "drizzle-orm";
import { z } from "zod";
import { mailMessages } from "#db/schema/mail-messages.ts";
import { setupSteps } from "#db/schema/setup-steps.ts";
import { tenants } from "#db/schema/tenants.ts";
import { PLATFORM_TENANT_ID, type QueryContext } from "#domain/kernel/context.ts";
import { query } from "#domain/kernel/operation.ts";
import { env } from "#platform/env.ts";
import { mailServer } from "#platform/mail.ts";
import { type StepState, stepStates, type TestMail } from "./read-steps.ts";
import type { WizardStep } from "./schemas.ts";

export type SetupProgress = {
  steps: { step: WizardStep; state: StepState }[];
  /** The first step that nobody did or skipped; null when there is none. */
  next: WizardStep | null;
  /** Whether the first operator came by the setup link, and so goes on in the browser. */
  begun: boolean;
  baseUrl: string;
  mail: { server: string | null; from: string; test: TestMail | null };
  /** The tenant that is there longest. */
  tenant: { slug: string; name: string } | null;
};

/** How far the setup is, from what is there now: operators only. */
export const setupProgress = query({
  permission: "platform.read",
  input: z.object({}),
  run: (ctx) => readProgress(ctx),
});

/** The same for who changes it. */
export async function readProgress({ db }: QueryContext): Promise<SetupProgress> {
  const noted = await db
    .select({ step: setupSteps.step, outcome: setupSteps.outcome, value: setupSteps.value })
    .from(setupSteps);
  const [tenant] = await db
    .select({ slug: tenants.slug, name: tenants.name })
    .from(tenants)
    .where(ne(tenants.id, PLATFORM_TENANT_ID))
    .orderBy(asc(tenants.createdAt), asc(tenants.id))
    .limit(1);
  const testId = z.guid().safeParse(noted.find(({ step }) => step === "mail")?.value);
  const test = testId.success ? await readTestMail(db, testId.data) : null;
  const server = mailServer();
  const steps = stepStates(noted, { baseUrl: env.BASE_URL, server, test, tenant });
  return {
    steps,
    next: steps.find(({ state }) => state === "open")?.step ?? null,
    begun: noted.some(({ step }) => step === "operator"),
    baseUrl: env.BASE_URL,
    mail: { server, from: env.MAIL_FROM, test },
    tenant: tenant ?? null,
  };
}

async function readTestMail(db: QueryContext["db"], id: string): Promise<TestMail | null> {
  const m = mailMessages;
  const [row] = await db
    .select({
      recipient: m.recipient,
      status: m.status,
      attempts: m.attempts,
      lastError: m.lastError,
      sentAt: m.sentAt,
    })
    .from(m)
    .where(and(eq(m.tenantId, PLATFORM_TENANT_ID), eq(m.id, id)));
  return row ? { ...row, sentAt: row.sentAt?.toISOString() ?? null } : null;
}
