import type { Secret } from "#platform/secret.ts";
import type { ProviderKind } from "./kinds.ts";

/** What it takes to sign somebody in at one upstream provider. */
export type UpstreamClient = {
  /** Null for the platform's own providers, the app fallback. */
  tenantId: string | null;
  providerId: string | null;
  kind: ProviderKind;
  name: string;
  /** The expected issuer; for Microsoft with several directories, the multi-directory authority. */
  issuer: string;
  clientId: string;
  /** Live secrets, the newest first: two while one is being rotated. */
  clientSecrets: readonly Secret[];
  /** The Entra ID directories whose people may come in; empty for other kinds. */
  directoryIds: readonly string[];
  /** Whether an email without `email_verified` counts as verified. */
  trustEmail: boolean;
};
