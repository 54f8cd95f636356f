import type { ProviderKind } from "#domain/identity-providers/kinds.ts";
import { type AuditDraft, writeAudit } from "#domain/kernel/audit.ts";
import { PLATFORM_TENANT_ID, type RequestInfo, systemContext } from "#domain/kernel/context.ts";
import { translateDatabaseError } from "#domain/kernel/database-errors.ts";
import { log } from "#platform/log.ts";
import { strayFailureMayBeRecorded } from "./throttle.ts";

/**
 * Records why a sign-in through a provider failed; the person only ever sees the neutral error.
 * Never throws: the answer must be the same when the log cannot be written, which is logged instead.
 */
export async function recordSignInFailure(failure: {
  resolution: { tenantId: string | null; domain: string } | null;
  kind: ProviderKind | null;
  reason: string;
  request: RequestInfo;
}): Promise<void> {
  const { resolution, kind, reason, request } = failure;
  if (resolution === null && !(await strayFailureMayBeRecorded(request))) return;
  const name = resolution?.domain ?? "unknown";
  await record(resolution?.tenantId ?? PLATFORM_TENANT_ID, request, {
    action: "sign_in.provider",
    target: { kind: "login_domain", id: name, name },
    outcome: "failure",
    reason,
    after: { provider: kind },
  });
}

/** Writes one event about a sign-in into a tenant's log, outside of any change. */
export async function record(
  tenantId: string,
  request: RequestInfo,
  draft: AuditDraft,
): Promise<void> {
  try {
    await writeAudit(systemContext("sign-in", tenantId, request), [draft]);
  } catch (error) {
    const err = translateDatabaseError(error);
    log.error({ err, action: draft.action, reason: draft.reason }, "a sign-in was not audited");
  }
}
