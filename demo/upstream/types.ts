export type Flavour = "google" | "microsoft" | "oidc";

export type UpstreamClient = {
  clientId: string;
  /** Every one of them authenticates the client, as while a secret is being rotated. */
  clientSecrets: readonly string[];
  redirectUris: readonly string[];
};

export type UpstreamPerson = {
  email: string;
  name: string;
  /** Defaults to a stable value derived from the email. */
  sub?: string;
  /**
   * `email_verified`. By default Google and custom providers say true, and Microsoft leaves the
   * claim out, as Entra ID does.
   */
  emailVerified?: boolean;
  /** Microsoft only: the directory the person is in; the first one by default. */
  directoryId?: string;
  /** Further ID token claims, of those named in `passThroughClaims` (provider.ts). */
  extraClaims?: Readonly<Record<string, unknown>>;
};

export type UpstreamEndpoint = "discovery" | "keys" | "authorize" | "token" | "userinfo";

/** What the stand-in does wrong until the fault is taken back with `setFault(null)`. */
export type UpstreamFault =
  /** Nothing listens on the port. */
  | { kind: "down" }
  /** Every answer, or that of one endpoint, comes late. */
  | { kind: "slow"; delayMs: number; at?: UpstreamEndpoint }
  /** The endpoint answers 200 with what is not the document it should be. */
  | { kind: "garbage"; at: UpstreamEndpoint }
  /** The authorization response is this OAuth error, for example `access_denied`. */
  | { kind: "error"; error: string; description?: string }
  /** Claims are replaced or left out, for example `email_verified: false`, or no email. */
  | { kind: "claims"; set?: Readonly<Record<string, unknown>>; remove?: readonly string[] }
  /** The ID token is not one that a client may accept. */
  | { kind: "id-token"; change: IdTokenChange };

export type IdTokenChange =
  | "nonce"
  | "issuer"
  | "audience"
  | "expired"
  | "signature"
  | "unsigned"
  | "hmac-with-public-key";

export type AuthorizationRequestEntry = {
  endpoint: "authorize";
  directoryId: string | null;
  clientId: string | null;
  redirectUri: string | null;
  loginHint: string | null;
  prompt: string | null;
  maxAge: string | null;
  codeChallenge: string | null;
  codeChallengeMethod: string | null;
  state: string | null;
  nonce: string | null;
  scope: string | null;
};

export type TokenRequestEntry = {
  endpoint: "token";
  directoryId: string | null;
  clientId: string | null;
  redirectUri: string | null;
  authentication: "basic" | "post" | "none";
  hasCodeVerifier: boolean;
  status: number;
};

export type OtherRequestEntry = { endpoint: "discovery" | "keys" | "userinfo" };

/** One request that the stand-in received, without codes, secrets and tokens. */
export type UpstreamRequest = AuthorizationRequestEntry | TokenRequestEntry | OtherRequestEntry;

export type UpstreamOptions = {
  flavour: Flavour;
  /** 0 (the default) takes a free one. */
  port?: number;
  clients?: readonly UpstreamClient[];
  people?: readonly UpstreamPerson[];
  /** RS256 by default. */
  signingAlgorithm?: "RS256" | "ES256";
  /** A known `login_hint` signs that person in without showing a page. Off by default. */
  autoSignIn?: boolean;
  /** Microsoft only: the directories it serves; one by default. */
  directoryIds?: readonly string[];
  /** Shown on its pages; defaults to the flavour's name. */
  title?: string;
};

export type Upstream = {
  flavour: Flavour;
  origin: string;
  port: number;
  /** What a provider is configured with; for Microsoft the authority of all directories. */
  issuer: string;
  /** Microsoft only: the issuer of one directory. */
  directoryIssuer(directoryId: string): string;
  directoryIds: readonly string[];
  requests: UpstreamRequest[];
  addClient(client: UpstreamClient): void;
  addPerson(person: UpstreamPerson): void;
  /** Signs with a new key from now on; the old ones leave the key set unless they are kept. */
  rotateKeys(options?: { keepOld?: boolean }): Promise<void>;
  setFault(fault: UpstreamFault | null): Promise<void>;
  stop(): Promise<void>;
};
