import { env } from "#platform/env.ts";
import type { ProviderKind } from "./kinds.ts";
import { servesManyDirectories } from "./readiness.ts";

/**
 * The issuer that a provider is reached at: its own, or its vendor's as the environment names it.
 * Microsoft's many-directory authority becomes the directory's own when exactly one is allowed.
 */
export function issuerOf(provider: {
  kind: ProviderKind;
  issuer: string | null;
  directoryIds: readonly string[];
}): string {
  if (provider.issuer !== null) return provider.issuer;
  if (provider.kind !== "azure-ad") return env.GOOGLE_OAUTH_ISSUER;
  const [only, ...others] = provider.directoryIds;
  const authority = env.MICROSOFT_OAUTH_ISSUER;
  if (!only || others.length > 0 || !servesManyDirectories(authority)) return authority;
  return authority.replace(/\/(?:organizations|common|consumers)(?=\/|$)/i, `/${only}`);
}
