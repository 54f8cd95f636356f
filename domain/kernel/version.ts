import { createHash } from "node:crypto";
import { and, desc, eq, isNotNull, sql } from "drizzle-orm";
import { z } from "zod";
import { auditEvents } from "#db/schema/audit-events.ts";
import type { MutationContext } from "./context.ts";
import { type StaleChange, staleConflict } from "./errors.ts";

/** What can be changed of an object, by the names of the operation's input. */
export type Editable = Readonly<Record<string, unknown>>;

const EVENTS_LOOKED_AT = 20;

/**
 * The version of an object: a digest of each value that can be changed. So it tells which of them
 * changed since, however they were changed, and a background job that notes something else makes no
 * version stale. A list counts as a set. Not for secrets: a digest of a short one can be guessed.
 */
export function versionOf(values: Editable): string {
  return Object.keys(values)
    .sort()
    .map((name) => `${name}:${digest(values[name])}`)
    .join(".");
}

/**
 * Throws `conflict` when somebody else changed, since `version`, what this change sets: with what they
 * saved and, as far as the actor may read it in the audit log, who and when. Without a version the
 * last write wins. Call it in the transaction that holds the row's lock.
 *
 * How an operation joins in: its input has `version: versionInput`, its read twin returns
 * `version: versionOf(...)` of the same names, and it calls this before it writes. `ActionForm` with
 * that `version` does the rest.
 * In: `now`, the values that stand there; `wants`, those that this change sets.
 */
export async function assertCurrent(
  ctx: MutationContext,
  version: string | undefined,
  { now, wants, target }: { now: Editable; wants: Editable; target: { kind: string; id: string } },
): Promise<void> {
  if (version === undefined) return;
  const seen = new Map(version.split(".").map((part) => splitOnce(part)));
  const changed = Object.entries(wants).flatMap(([field, mine]) => {
    const base = seen.get(field);
    const current = digest(now[field]);
    if (mine === undefined || base === undefined || base === current) return [];
    // Both want the same: there is nothing to choose.
    if (digest(mine) === current) return [];
    return [{ field, theirs: now[field] ?? null, touched: digest(mine) !== base }];
  });
  if (changed.length === 0) return;
  const by = await lastChange(
    ctx,
    target,
    changed.map(({ field }) => field),
  );
  const editable = Object.fromEntries([...seen.keys()].map((name) => [name, now[name]]));
  throw staleConflict({ version: versionOf(editable), changed, by });
}

/** Whose change it was, from the newest events of the object that changed one of the fields. */
async function lastChange(
  ctx: MutationContext,
  target: { kind: string; id: string },
  fields: readonly string[],
): Promise<StaleChange["by"]> {
  const { actor } = ctx;
  if (actor.kind === "system" || !actor.permissions.has("audit_event.read")) return null;
  const events = await ctx.tx
    .select({
      name: auditEvents.actorName,
      at: auditEvents.at,
      before: auditEvents.before,
      after: auditEvents.after,
    })
    .from(auditEvents)
    .where(
      and(
        eq(auditEvents.tenantId, ctx.tenantId),
        eq(auditEvents.targetId, target.id),
        eq(auditEvents.targetKind, target.kind),
        eq(auditEvents.outcome, "success"),
        isNotNull(auditEvents.before),
        // The months that a look-up by target may touch: a form is not open for longer.
        sql`${auditEvents.at} > now() - interval '7 days'`,
      ),
    )
    .orderBy(desc(auditEvents.at), desc(auditEvents.id))
    .limit(EVENTS_LOOKED_AT);
  const found = events.find(({ before, after }) => {
    const [was, is] = [snapshot.safeParse(before).data, snapshot.safeParse(after).data];
    return fields.some((field) => was && is && digest(was[field]) !== digest(is[field]));
  });
  return found ? { name: found.name, at: found.at.toISOString() } : null;
}

const snapshot = z.record(z.string(), z.unknown());

function splitOnce(part: string): [string, string] {
  const at = part.indexOf(":");
  return [part.slice(0, at), part.slice(at + 1)];
}

/** 48 bits: nobody gains by making two values of their own look alike. */
function digest(value: unknown): string {
  const canonical = Array.isArray(value) ? [...value].map(String).sort() : (value ?? null);
  return createHash("sha256")
    .update(JSON.stringify(canonical))
    .digest()
    .subarray(0, 6)
    .toString("base64url");
}
