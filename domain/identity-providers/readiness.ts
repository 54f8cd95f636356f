import type { ProviderKind } from "./kinds.ts";

/** What readiness is judged by. */
export type ReadinessFacts = {
  kind: ProviderKind;
  enabled: boolean;
  clientId: string;
  /** As `issuerOf` gives it. */
  issuer: string;
  directoryIds: readonly string[];
  secrets: readonly { expiresAt: Date | null; keyKnown: boolean }[];
};

export type ReadinessReason =
  | "switched_off"
  | "client_id_missing"
  | "secret_missing"
  | "secret_expired"
  | "secret_unreadable"
  | "directory_missing";

export type Readiness = { ready: boolean; reasons: ReadinessReason[] };

/** Authorities of Entra ID that let people of every directory in. */
const MULTI_DIRECTORY = /\/(?:organizations|common|consumers|\{tenantid\})(?:\/|$)/i;

/** True when the issuer signs people of many directories in, so that directory ids must choose. */
export function servesManyDirectories(issuer: string): boolean {
  return MULTI_DIRECTORY.test(issuer);
}

/**
 * Whether a provider can sign anybody in, and every reason why not. The one place that decides it:
 * discovery, the console, REST and the command line all show this answer.
 */
export function readinessOf(facts: ReadinessFacts, now: Date): Readiness {
  const reasons: ReadinessReason[] = [];
  if (!facts.enabled) reasons.push("switched_off");
  if (facts.clientId === "") reasons.push("client_id_missing");
  const needsDirectory = facts.kind === "azure-ad" && servesManyDirectories(facts.issuer);
  if (needsDirectory && facts.directoryIds.length === 0) reasons.push("directory_missing");
  const secretReason = secretProblem(facts.secrets, now);
  if (secretReason) reasons.push(secretReason);
  return { ready: reasons.length === 0, reasons };
}

/** True for a secret that may be sent: not past its date, and opened by a key that we have. */
export function isUsable(
  secret: { expiresAt: Date | null; keyKnown: boolean },
  now: Date,
): boolean {
  return secret.keyKnown && (secret.expiresAt === null || secret.expiresAt > now);
}

function secretProblem(
  secrets: ReadinessFacts["secrets"],
  now: Date,
): "secret_missing" | "secret_expired" | "secret_unreadable" | null {
  if (secrets.length === 0) return "secret_missing";
  if (secrets.some((secret) => isUsable(secret, now))) return null;
  return secrets.some((secret) => secret.keyKnown) ? "secret_expired" : "secret_unreadable";
}
