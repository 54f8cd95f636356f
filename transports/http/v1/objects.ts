import { z } from "zod";
import { providerKinds } from "#domain/identity-providers/kinds.ts";

const instant = z.iso.datetime();
const kind = z.enum(providerKinds);

/** One page of a list, as every list answers it. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({
    items: z.array(item),
    nextCursor: z.string().nullable(),
    previousCursor: z.string().nullable(),
    /** With `count=true`: how many match, 10,000 at most. */
    total: z.object({ value: z.number(), capped: z.boolean() }).nullable(),
  });

export const tenantObject = z.object({
  slug: z.string(),
  name: z.string(),
  status: z.enum(["active", "suspended"]),
  appFallback: z.enum(["allowed", "denied"]),
  ssoEnforced: z.boolean(),
  sessionLifetimeHours: z.number(),
  sessionIdleMinutes: z.number(),
});

export const listedTenantObject = tenantObject.extend({
  domains: z.number(),
  providers: z.number(),
  lastSignInAt: instant.nullable(),
  createdAt: instant,
  /** Of the five steps from an empty tenant to enforced single sign-on. */
  stepsDone: z.number(),
});

export const ssoEnforcementObject = z.object({
  enforced: z.boolean(),
  mayEnforce: z.boolean(),
  adminsNeeded: z.number(),
  adminsProven: z.number(),
  withinDays: z.number(),
  admins: z.array(
    z.object({
      id: z.uuid(),
      email: z.string(),
      name: z.string(),
      lastProviderSignInAt: instant.nullable(),
      proven: z.boolean(),
    }),
  ),
  effects: z.object({ peopleWithoutProvider: z.number(), passwordSessions: z.number() }),
});

export const domainObject = z.object({
  domain: z.string(),
  status: z.enum(["pending", "verified", "moving"]),
  active: z.boolean(),
  wildcard: z.boolean(),
  allProviders: z.boolean(),
  providers: z.array(kind),
  providerIds: z.array(z.uuid()),
  challenge: z.object({ host: z.string(), value: z.string(), expiresAt: instant }).nullable(),
  lastCheck: z
    .object({
      at: instant,
      outcome: z.enum(["matched", "missing", "mismatch", "failed"]),
      found: z.array(z.string()),
    })
    .nullable(),
  verifiedAt: instant.nullable(),
  verifiedBy: z.enum(["dns", "vouch", "move"]).nullable(),
  record: z.object({ host: z.string(), value: z.string() }).nullable(),
  missingSince: instant.nullable(),
  warningEndsAt: instant.nullable(),
  move: z
    .object({
      domain: z.string(),
      direction: z.enum(["incoming", "outgoing"]),
      status: z.enum(["requested", "agreed"]),
      otherTenant: z.string(),
      requestedAt: instant,
      movesAt: instant.nullable(),
    })
    .nullable(),
});

export const connectionTestObject = z.object({
  at: instant,
  ok: z.boolean(),
  stage: z.enum(["address", "discovery", "keys", "client"]),
  message: z.string(),
});

export const providerObject = z.object({
  id: z.uuid(),
  kind,
  name: z.string(),
  issuer: z.string(),
  clientId: z.string(),
  directoryIds: z.array(z.string()),
  trustEmail: z.boolean(),
  enabled: z.boolean(),
  ready: z.boolean(),
  reasons: z.array(
    z.enum([
      "switched_off",
      "client_id_missing",
      "secret_missing",
      "secret_expired",
      "secret_unreadable",
      "directory_missing",
    ]),
  ),
  liveSecrets: z.number(),
  secretExpiresAt: instant.nullable(),
  secretWarning: z.literal([0, 7, 30, 60]).nullable(),
  lastTest: connectionTestObject.nullable(),
  lastSignInAt: instant.nullable(),
});

export const userObject = z.object({
  id: z.uuid(),
  email: z.string(),
  name: z.string(),
  roles: z.array(z.string()),
  status: z.enum(["active", "suspended"]),
});

export const listedUserObject = userObject.extend({
  createdAt: instant,
  lastSignInAt: instant.nullable(),
});

export const auditEventObject = z.object({
  id: z.uuid(),
  at: instant,
  action: z.string(),
  actor: z.object({
    kind: z.enum(["user", "credential", "system"]),
    id: z.string(),
    name: z.string(),
  }),
  target: z.object({ kind: z.string(), id: z.string(), name: z.string() }),
  outcome: z.enum(["success", "denied", "failure"]),
  reason: z.string().nullable(),
  before: z.unknown(),
  after: z.unknown(),
  requestId: z.string(),
  address: z.string(),
  userAgent: z.string(),
});

export const explanationObject = z.object({
  domain: z.string().nullable(),
  steps: z.array(
    z.object({
      step: z.enum(["address", "claims", "owner", "providers", "answer"]),
      detail: z.string(),
    }),
  ),
  providers: z.array(
    z.object({
      id: z.uuid().nullable(),
      kind,
      name: z.string(),
      offered: z.boolean(),
      reasons: z.array(z.string()),
    }),
  ),
  answer: z.array(z.string()),
});

export const problemObject = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  code: z.string(),
  detail: z.string(),
  errors: z.record(z.string(), z.string()),
  requestId: z.string(),
  /** With a 409 for a stale version: what somebody else saved, and the version that it has. */
  stale: z
    .object({
      version: z.string(),
      changed: z.array(z.object({ field: z.string(), theirs: z.unknown(), touched: z.boolean() })),
      by: z.object({ name: z.string(), at: instant }).nullable(),
    })
    .optional(),
});
