import type { z } from "zod";
import { type Invalidation, invalidateLocally, notifyOnCommit } from "#db/channel.ts";
import { database } from "#db/client.ts";
import { enqueue, type Job } from "#db/queue.ts";
import { log } from "#platform/log.ts";
import { operationSeconds } from "#platform/metrics.ts";
import { type AuditDraft, writeAudit } from "./audit.ts";
import {
  authorize,
  type Context,
  type MutationContext,
  type QueryContext,
  readHandle,
} from "./context.ts";
import { translateDatabaseError } from "./database-errors.ts";
import { GatehouseError, invalid } from "./errors.ts";
import type { Permission } from "./permissions.ts";

/** What a change leaves behind. Its audit event is part of the type: forgetting it cannot compile. */
export type Outcome<Result> = {
  result: Result;
  audit: AuditDraft | readonly [AuditDraft, ...AuditDraft[]];
  jobs?: readonly Job[];
  /** Cached values that this change makes stale, on every process. */
  stale?: readonly Invalidation[];
};

export type Operation<Schema extends z.ZodType, Result> = {
  (ctx: Context, input: z.input<Schema>): Promise<Result>;
  readonly permission: Permission;
  readonly input: Schema;
};

/**
 * Makes a state-changing operation: authorizes, parses, opens or joins a transaction, runs, and
 * writes the audit event, the jobs and the invalidations that `run` returned in that transaction.
 * Throws `GatehouseError` only, but for faults of our own.
 */
export function mutation<Schema extends z.ZodType, Result>(definition: {
  permission: Permission;
  input: Schema;
  run: (ctx: MutationContext, input: z.output<Schema>) => Promise<Outcome<Result>>;
}): Operation<Schema, Result> {
  const operate = (ctx: Context, rawInput: z.input<Schema>) =>
    measured(definition.permission, async () => {
      try {
        authorize(ctx, definition.permission);
        const input = parse(definition.input, rawInput);
        if (ctx.tx) {
          const { result } = await settle({ ...ctx, tx: ctx.tx }, input, definition.run);
          return result;
        }
        const done = await database().transaction((tx) =>
          settle({ ...ctx, tx }, input, definition.run),
        );
        invalidateLocally(done.stale);
        return done.result;
      } catch (error) {
        if (!ctx.tx && isDenial(error)) await recordDenial(ctx, definition.permission, error);
        throw error;
      }
    });
  return Object.assign(operate, { permission: definition.permission, input: definition.input });
}

/** The read twin of `mutation`: authorizes, parses and reads; it has nothing to audit but denials. */
export function query<Schema extends z.ZodType, Result>(definition: {
  permission: Permission;
  input: Schema;
  run: (ctx: QueryContext, input: z.output<Schema>) => Promise<Result>;
}): Operation<Schema, Result> {
  const operate = (ctx: Context, rawInput: z.input<Schema>) =>
    measured(definition.permission, async () => {
      try {
        authorize(ctx, definition.permission);
        return await definition.run(
          { ...ctx, db: readHandle(ctx) },
          parse(definition.input, rawInput),
        );
      } catch (error) {
        if (!ctx.tx && isDenial(error)) await recordDenial(ctx, definition.permission, error);
        throw error;
      }
    });
  return Object.assign(operate, { permission: definition.permission, input: definition.input });
}

/**
 * `authorize` for an operation that does slow work before its mutation: nobody who may not do it
 * causes that work, and the denial is audited. Throws as `authorize` does.
 */
export async function admit(ctx: Context, permission: Permission): Promise<void> {
  try {
    authorize(ctx, permission);
  } catch (error) {
    if (isDenial(error)) await recordDenial(ctx, permission, error);
    throw error;
  }
}

/**
 * The schema's output. Throws `invalid` with one message a field, keyed by its dotted path.
 */
export function parse<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const fields: Record<string, string> = {};
  for (const issue of parsed.error.issues) {
    const field = issue.path.join(".") || "input";
    fields[field] ??= issue.message;
  }
  throw invalid(fields);
}

async function settle<Input, Result>(
  ctx: MutationContext,
  input: Input,
  run: (ctx: MutationContext, input: Input) => Promise<Outcome<Result>>,
): Promise<{ result: Result; stale: readonly Invalidation[] }> {
  const { result, audit, jobs = [], stale = [] } = await run(ctx, input);
  await writeAudit(ctx, isMany(audit) ? audit : [audit], ctx.tx);
  await enqueue(ctx.tx, jobs);
  await notifyOnCommit(ctx.tx, stale);
  return { result, stale };
}

function isMany(audit: AuditDraft | readonly AuditDraft[]): audit is readonly AuditDraft[] {
  return Array.isArray(audit);
}

function isDenial(error: unknown): error is GatehouseError {
  return error instanceof GatehouseError && error.code === "forbidden";
}

/** A denial changes nothing, so it stands in no transaction of the operation's. */
async function recordDenial(ctx: Context, action: Permission, error: GatehouseError) {
  const target = { kind: "permission", id: action, name: action };
  await writeAudit(ctx, [{ action, target, outcome: "denied", reason: error.message }]).catch(
    (cause: unknown) => log.error({ err: cause, action }, "a denial could not be audited"),
  );
}

async function measured<T>(operation: Permission, work: () => Promise<T>): Promise<T> {
  const end = operationSeconds.startTimer({ operation });
  try {
    const result = await work();
    end({ outcome: "ok" });
    return result;
  } catch (error) {
    const translated = translateDatabaseError(error);
    end({ outcome: translated instanceof GatehouseError ? translated.code : "error" });
    throw translated;
  }
}
