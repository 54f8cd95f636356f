import Provider from "oidc-provider";
import type { GrantPerson, LiveGrant } from "#domain/grants/live-grant.ts";

type Memory = { grants: Map<string, LiveGrant>; people: Map<string, GrantPerson> };

const memories = new WeakMap<object, Memory>();

/**
 * What this request has read already. The library asks for a token, its grant and its person one
 * after another; one statement has brought all three.
 */
function memory(): Memory {
  const ctx = Provider.ctx;
  if (ctx === undefined) return { grants: new Map(), people: new Map() };
  const existing = memories.get(ctx);
  if (existing) return existing;
  const created: Memory = { grants: new Map(), people: new Map() };
  memories.set(ctx, created);
  return created;
}

export function rememberGrant(grant: LiveGrant | null): void {
  if (!grant) return;
  memory().grants.set(grant.grantId, grant);
  memory().people.set(grant.person.userId, grant.person);
}

export function rememberedGrant(grantId: string): LiveGrant | undefined {
  return memory().grants.get(grantId);
}

export function rememberedPerson(userId: string): GrantPerson | undefined {
  return memory().people.get(userId);
}
