import type { authMethods, grantTypes } from "./choices.ts";

/** What a snippet says of a client: all of it is known but the secret, which nobody can read again. */
export type SnippetFacts = {
  issuer: string;
  clientId: string;
  /** The origin of the software, as its first redirect URI has it. */
  app: string;
  redirectUri: string;
  scopes: readonly string[];
};

/** A piece of configuration to copy. */
export type Snippet = { title: string; text: string };

/** How a client of a known kind is registered, and what is entered at the other side. */
export type SsoClientTemplate = {
  id: string;
  name: string;
  /** What it is, for whoever chooses. */
  text: string;
  type: "confidential" | "public";
  applicationType: "web" | "native";
  authMethod: (typeof authMethods)[number];
  grantTypes: readonly (typeof grantTypes)[number][];
  scopes: readonly string[];
  /** With the placeholder host, which whoever registers it replaces. */
  redirectUris: readonly string[];
  postLogoutRedirectUris: readonly string[];
  /** What has to be known before it works. */
  note?: string;
  snippets: (facts: SnippetFacts) => readonly Snippet[];
};

/** What stands for the client secret in a snippet. */
export const SECRET_PLACEHOLDER = "YOUR_CLIENT_SECRET";

/** Software with a server of its own, which can keep a secret and signs people in. */
export const webSoftware = {
  type: "confidential",
  applicationType: "web",
  authMethod: "client_secret_basic",
  grantTypes: ["authorization_code", "refresh_token"],
  scopes: ["openid", "profile", "email", "offline_access"],
  postLogoutRedirectUris: [],
} as const satisfies Partial<SsoClientTemplate>;
