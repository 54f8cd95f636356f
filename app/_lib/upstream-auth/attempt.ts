import type { ProviderKind } from "#domain/identity-providers/kinds.ts";
import type { KnownProvider } from "#domain/identity-providers/known-provider.ts";
import type { UpstreamClient } from "#domain/identity-providers/upstream-client.ts";
import type { Resolution } from "#domain/sign-in/resolution.ts";

/** One request's part of a sign-in at a provider: what it rests on, and what came of it so far. */
export type Attempt = {
  readonly kind: ProviderKind;
  readonly resolution: Resolution;
  readonly client: UpstreamClient;
  readonly provider: KnownProvider;
  /** What Auth.js encrypts its cookies with: only this resolution's cookie leads to it. */
  readonly secret: string;
  /** The verified ID token's issuer, once there is one. */
  issuer: string | null;
  /** The state was this sign-in's, so its cookies have served. */
  isSpent: boolean;
  /** The first thing that Auth.js found wrong. */
  failure: unknown;
};

/** Ends a sign-in. `message` is the true reason, for the audit log only. */
export class SignInFailure extends Error {
  override readonly name = "SignInFailure";
  /** Whether the audit log has it already. */
  readonly isAudited: boolean;

  constructor(message: string, { isAudited = false } = {}) {
    super(message);
    this.isAudited = isAudited;
  }
}
