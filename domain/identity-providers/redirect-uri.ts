import { env } from "#platform/env.ts";
import type { ProviderKind } from "./kinds.ts";

/** Where a provider of that kind sends people back to: what has to be registered there. */
export function redirectUriOf(kind: ProviderKind): string {
  return `${env.BASE_URL}/api/auth/callback/${kind}`;
}
