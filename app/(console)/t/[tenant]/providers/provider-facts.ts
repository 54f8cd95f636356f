export type Kind = "google" | "azure-ad" | "oidc";

export type Stage = "address" | "discovery" | "keys" | "client";

export type ConnectionTest = { at: string; ok: boolean; stage: Stage; message: string };

/** A provider, as its operations describe it; its secrets are nowhere in it. */
export type ProviderFacts = {
  id: string;
  kind: Kind;
  name: string;
  issuer: string;
  clientId: string;
  directoryIds: readonly string[];
  trustEmail: boolean;
  enabled: boolean;
  ready: boolean;
  reasons: readonly (keyof typeof reasonTexts)[];
  liveSecrets: number;
  secretExpiresAt: string | null;
  secretWarning: 0 | 7 | 30 | 60 | null;
  lastTest: ConnectionTest | null;
  lastSignInAt: string | null;
};

export const kindNames: Readonly<Record<Kind, string>> = {
  google: "Google",
  "azure-ad": "Microsoft Entra ID",
  oidc: "OpenID Provider",
};

/** Why nobody can sign in with a provider, in the order in which `readinessOf` finds it. */
export const reasonTexts = {
  switched_off: "It is switched off.",
  client_id_missing: "It has no client id yet.",
  directory_missing: "No directory is allowed in yet.",
  secret_missing: "It has no client secret yet.",
  secret_expired: "Its client secret has ended.",
  secret_unreadable: "Its client secret was sealed with a key that this installation has no more.",
} as const;

export const stages: readonly { stage: Stage; title: string; text: string }[] = [
  { stage: "address", title: "Address", text: "The issuer's address is reachable from here." },
  {
    stage: "discovery",
    title: "Discovery",
    text: "It describes itself, and as this very issuer.",
  },
  { stage: "keys", title: "Keys", text: "It publishes a key that proves its answers." },
  { stage: "client", title: "Client", text: "It knows the client id, and takes the secret." },
];

export const titleOf = (stage: Stage) =>
  stages.find((each) => each.stage === stage)?.title ?? stage;

/**
 * The end of a secret, from a date field: the last second of that day in UTC, since a secret that
 * is sent a few hours too long only fails, and one that is held back too early locks people out.
 */
export function readSecretEnd(form: FormData): { secretExpiresAt: string | null } {
  const day = form.get("secretExpiresAt");
  if (typeof day !== "string" || day === "") return { secretExpiresAt: null };
  return { secretExpiresAt: /^\d{4}-\d\d-\d\d$/.test(day) ? `${day}T23:59:59Z` : day };
}
