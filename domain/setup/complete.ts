import { and, eq, gt, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { setupLinks } from "#db/schema/setup-links.ts";
import { replacePlatformCredential } from "#domain/credentials/create-platform.ts";
import {
  type MutationContext,
  PLATFORM_TENANT_ID,
  type RequestInfo,
  systemContext,
} from "#domain/kernel/context.ts";
import { conflict, GatehouseError } from "#domain/kernel/errors.ts";
import { mutation, type Outcome, parse } from "#domain/kernel/operation.ts";
import { lockTenant } from "#domain/tenants/lock.ts";
import { hashNewPassword } from "#domain/users/hash-new-password.ts";
import { insertUser } from "#domain/users/insert.ts";
import { newPassword, personName } from "#domain/users/schemas.ts";
import { sha256 } from "#platform/hash.ts";
import { setupTokenIsGood } from "./issue-link.ts";
import { noteStep } from "./note-step.ts";
import { operatorExists } from "./operator-exists.ts";

export const setupInput = z.object({
  email: z.string("Enter your email address."),
  name: personName,
  password: newPassword,
});

const createFirstOperator = mutation({
  permission: "platform.set_up",
  input: setupInput
    .omit({ password: true })
    .extend({ passwordHash: z.string(), token: z.string().nullable() }),
  run: async (ctx, input) => {
    // Everybody who tries queues here, so exactly one finds the platform without an operator.
    await lockTenant(ctx.tx, PLATFORM_TENANT_ID);
    if (await operatorExists(ctx.tx)) throw setupIsOver();
    if (input.token !== null) await consumeLink(ctx, input.token);
    const { email, name, passwordHash } = input;
    const operator = await insertUser(ctx, { email, name, passwordHash, roles: ["operator"] });
    const credential = input.token === null ? await replacePlatformCredential(ctx) : null;
    // Whoever came by the link goes on in the browser; a script has its own next steps.
    if (input.token !== null) await noteStep(ctx.tx, "operator", "done");
    return {
      result: { operator, credential: credential?.secret ?? null },
      audit: {
        action: "platform.set_up",
        target: { kind: "user", id: operator.id, name: operator.email },
        after: { ...operator, credential: credential?.id ?? null },
      },
    };
  },
});

/** Says no, in the log as well. */
const refuseLink = mutation({
  permission: "platform.set_up",
  input: z.object({}),
  run: async (ctx): Promise<Outcome<never>> => {
    throw (await operatorExists(ctx.tx)) ? setupIsOver() : linkIsNotGood();
  },
});

/** Makes the first operator with a setup link's token. Throws `forbidden` for one that is not good. */
export async function completeSetup(
  token: string,
  rawInput: z.input<typeof setupInput>,
  request: RequestInfo,
) {
  const { operator } = await setUp(token, rawInput, request);
  return operator;
}

/**
 * The same from the command line, whose right is the access to the database itself. Out: the
 * operator and the platform's service token.
 */
export async function setUpFromCommandLine(rawInput: z.input<typeof setupInput>) {
  const request = { requestId: "command-line", address: "", userAgent: "gatehouse setup" };
  return await setUp(null, rawInput, request);
}

async function setUp(
  token: string | null,
  rawInput: z.input<typeof setupInput>,
  request: RequestInfo,
) {
  const { password, ...input } = parse(setupInput, rawInput);
  const ctx = systemContext("setup", PLATFORM_TENANT_ID, request);
  // A stranger's guess must not cost a hash.
  if (token !== null && !(await setupTokenIsGood(token))) return await refuseLink(ctx, {});
  const passwordHash = await hashNewPassword(password, [input.email, input.name]);
  return await createFirstOperator(ctx, { ...input, passwordHash, token });
}

async function consumeLink(ctx: MutationContext, token: string): Promise<void> {
  const [consumed] = await ctx.tx
    .update(setupLinks)
    .set({ consumedAt: sql`now()` })
    .where(
      and(
        eq(setupLinks.tokenHash, sha256(token)),
        isNull(setupLinks.consumedAt),
        gt(setupLinks.expiresAt, sql`now()`),
      ),
    )
    .returning({ id: setupLinks.id });
  if (!consumed) throw linkIsNotGood();
}

function setupIsOver() {
  return conflict("Setup is over: an operator exists. Sign in.");
}

function linkIsNotGood() {
  return new GatehouseError(
    "forbidden",
    "This setup link is not valid (any more). Use the newest one, which the log shows at each start.",
  );
}
