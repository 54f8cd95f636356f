import { randomBytes } from "node:crypto";
import type { Permission } from "#domain/kernel/permissions.ts";

/** Text that stands in one place of a tenant's data, and whoever may read that place. */
export type Canary = {
  place: string;
  text: string;
  /** Any one of these lets its holder read it; `person` is everybody of the tenant. */
  readers: readonly (Permission | "person")[];
};

/** Where one is planted; a reader is somebody who holds one of the permissions, in that tenant. */
const places = {
  "tenant name": ["person"],
  "login domain": ["login_domain.read", "audit_event.read"],
  "pending domain": ["login_domain.read"],
  "challenge token": ["login_domain.read"],
  "what a check found": ["login_domain.read"],
  "provider name": ["identity_provider.read", "audit_event.read"],
  "client id": ["identity_provider.read", "audit_event.read"],
  "provider issuer": ["identity_provider.read", "audit_event.read"],
  "connection test": ["identity_provider.read"],
  policy: ["policy.read", "audit_event.read"],
  "policy's tag": ["policy.read", "audit_event.read"],
  "SSO client's name": ["sso_client.read", "session.read", "audit_event.read"],
  "redirect URI": ["sso_client.read", "audit_event.read"],
  "person's name": ["user.read", "audit_event.read"],
  "person's email": ["user.read", "audit_event.read"],
  "linked account": ["user.read"],
  "why a client was not told": ["session.read"],
  "session's address": ["session.read"],
  "audit actor": ["audit_event.read"],
  "audit target": ["audit_event.read"],
  "audit reason": ["audit_event.read"],
  "audit value before": ["audit_event.read"],
  "audit value after": ["audit_event.read"],
  "mail recipient": ["platform.read"],
  "mail subject": ["platform.read"],
  "mail text": ["platform.read"],
} as const satisfies Record<string, Canary["readers"]>;

export type CanaryPlace = keyof typeof places;

export type Canaries = { all: readonly Canary[]; of(place: CanaryPlace): string };

/** One text of its own for every place. Lower case, so that no normaliser changes it. */
export function makeCanaries(): Canaries {
  const all = Object.entries(places).map(([place, readers]) => ({
    place,
    readers,
    text: `canary-${place.toLowerCase().replaceAll(/\W+/g, "-")}-${randomBytes(6).toString("hex")}`,
  }));
  return {
    all,
    of: (place) => all.find((each) => each.place === place)?.text ?? "",
  };
}

/** Those that stand in an answer although neither the request said them nor the reader may. */
export function leaks(
  canaries: Canaries,
  answer: string,
  request: string,
  mayRead: (canary: Canary) => boolean,
): string[] {
  return canaries.all
    .filter(({ text }) => answer.includes(text) && !request.includes(text))
    .filter((canary) => !mayRead(canary))
    .map(({ place }) => place);
}
