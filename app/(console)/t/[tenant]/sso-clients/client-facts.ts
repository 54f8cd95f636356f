/** An SSO client, as its operations describe it; its secrets are nowhere in it. */
export type ClientFacts = {
  id: string;
  clientId: string;
  name: string;
  type: "confidential" | "public";
  applicationType: "web" | "native";
  redirectUris: readonly string[];
  postLogoutRedirectUris: readonly string[];
  backchannelLogoutUri: string | null;
  frontchannelLogoutUri: string | null;
  tags: readonly string[];
  grantTypes: readonly string[];
  scopes: readonly string[];
  resources: readonly string[];
  tokenFormat: "RS256" | "ES256";
  requiredAal: 1 | 2;
  enabled: boolean;
  firstParty: boolean;
  authMethod: keyof typeof authMethodNames;
  jwks: { keys: readonly unknown[] } | null;
  jwksUri: string | null;
  tlsSubjectDn: string | null;
  certificateBound: boolean;
  dpopBound: boolean;
  requirePar: boolean;
  template: string | null;
  lastUsedAt: string | null;
  lastUsedBy: string | null;
  createdAt: string;
  updatedAt: string;
};

export const typeNames = { confidential: "Confidential", public: "Public" } as const;

export const grantNames: Readonly<Record<string, string>> = {
  authorization_code: "Sign people in (authorization code with PKCE)",
  refresh_token: "Stay signed in (refresh tokens)",
  client_credentials: "Act in its own name (client credentials)",
  "urn:ietf:params:oauth:grant-type:device_code": "Sign in on another device (device code)",
};

export const authMethodNames = {
  client_secret_basic: "Client secret",
  private_key_jwt: "Signed assertion (private_key_jwt)",
  tls_client_auth: "Certificate of a known authority (tls_client_auth)",
  self_signed_tls_client_auth: "Certificate of its own (self_signed_tls_client_auth)",
  none: "None: it cannot keep a secret",
} as const;

/** What the schema alone cannot know of the form: a level is a number, and keys are JSON. */
export function readClientForm(form: FormData): Record<string, unknown> {
  const level = form.get("requiredAal");
  const keys = form.get("jwks");
  return {
    ...(typeof level === "string" && { requiredAal: Number(level) }),
    ...(typeof keys === "string" && { jwks: keys.trim() === "" ? null : parsed(keys) }),
  };
}

/** The way back: what somebody else saved, as the fields say it. */
export function clientToForm(values: Readonly<Record<string, unknown>>): Record<string, string[]> {
  return "jwks" in values ? { jwks: [keysText(values["jwks"])] } : {};
}

/** A key set as the form shows it. */
export function keysText(jwks: unknown): string {
  return jwks ? JSON.stringify(jwks, null, 2) : "";
}

/** Text that is no JSON is handed on as it is, for the schema to refuse. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
