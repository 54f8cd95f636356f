import { v7 as uuidv7 } from "uuid";
import { database, type Tx } from "#db/client.ts";
import { auditEvents } from "#db/schema/audit-events.ts";
import type { Actor, Context } from "./context.ts";
import { type Permission, permissions } from "./permissions.ts";

/** Things that happen beside the permissions' own verbs. */
const happenings = [
  "login_domain.check",
  "identity_provider.warn_expiry",
  "identity_provider.rotate_secret",
  "identity_provider.retire_secret",
  "sso_client.rotate_secret",
  "sso_client.retire_secret",
  "identity_provider.withdraw_secret",
  "user.restore",
  "user.invite",
  "user.accept_invitation",
  "user.request_password_reset",
  "user.unlink_identity",
  "account.change_password",
  "user.link_identity",
  "mail_message.read",
  "sign_in.password",
  "sign_in.provider",
  "sign_in.discover",
  "sign_in.resolve",
  "sign_in.sign_out",
  "sign_in.sso_client",
  "sso_client.revoke_family",
  "sso_client.deliver_logout",
  "consent.give",
  "consent.withdraw",
] as const;

export type AuditAction = Permission | (typeof happenings)[number];

/** Every action that an event may tell of; reading leaves none, but for a message's text. */
export const auditActions: readonly AuditAction[] = [
  ...permissions.filter((permission) => !/\.(read|list)$/.test(permission)),
  ...happenings,
].sort();

/** Plain values only: a snapshot is what a reader of the log may see. */
export type Snapshot = { readonly [field: string]: unknown };

/** An event as an operation returns it; who, when and where are the kernel's to add. */
export type AuditDraft = {
  action: AuditAction;
  target: { kind: string; id: string; name: string };
  outcome?: "success" | "denied" | "failure";
  reason?: string;
  before?: Snapshot;
  after?: Snapshot;
  /** The tenant whose log this belongs to, when it is not the context's. */
  tenantId?: string;
};

const LONGEST_TEXT = 1_000;

/** Writes events, inside `tx` when given: then they exist exactly when the change does. */
export async function writeAudit(
  ctx: Context,
  drafts: readonly AuditDraft[],
  tx?: Tx,
): Promise<void> {
  const rows = drafts.map((draft) => ({
    tenantId: draft.tenantId ?? ctx.tenantId,
    id: uuidv7(),
    action: draft.action,
    ...describeActor(ctx.actor),
    targetKind: draft.target.kind,
    targetId: clip(draft.target.id),
    targetName: clip(draft.target.name),
    outcome: draft.outcome ?? "success",
    reason: draft.reason === undefined ? null : clip(draft.reason),
    before: draft.before ?? null,
    after: draft.after ?? null,
    requestId: clip(ctx.request.requestId),
    address: clip(ctx.request.address),
    userAgent: clip(ctx.request.userAgent),
  }));
  const insert = (tx ?? database()).insert(auditEvents).values(rows);
  // Prepared once a connection: most changes write one event. Each number of rows is another text.
  await (rows.length === 1 ? insert.prepare("audit_event").execute() : insert);
}

function describeActor(actor: Actor) {
  switch (actor.kind) {
    case "user":
      return { actorKind: actor.kind, actorId: actor.userId, actorName: actor.email };
    case "credential":
      return { actorKind: actor.kind, actorId: actor.credentialId, actorName: actor.name };
    case "system":
      return { actorKind: actor.kind, actorId: actor.name, actorName: actor.name };
  }
}

/** A NUL is the one character that PostgreSQL's text cannot hold. */
function clip(text: string): string {
  return text.replaceAll("\u0000", "").slice(0, LONGEST_TEXT);
}
