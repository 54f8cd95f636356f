import { invalid } from "#domain/kernel/errors.ts";
import { publicKeyProblem } from "./public-keys.ts";
import type { SsoClientRow } from "./queries.ts";
import { parseRedirectUri } from "./redirect-uri-rules.ts";

/** The settings of a client as they would be stored. */
export type Settings = Pick<
  SsoClientRow,
  | "type"
  | "applicationType"
  | "redirectUris"
  | "postLogoutRedirectUris"
  | "backchannelLogoutUri"
  | "frontchannelLogoutUri"
  | "grantTypes"
  | "authMethod"
  | "jwks"
  | "jwksUri"
  | "tlsSubjectDn"
>;

type Problems = Record<string, string>;

/**
 * Throws `invalid` unless the settings of a client fit each other. What each field may hold, its
 * schema has checked before. In: the settings; whether addresses that people type may be private
 * ones, as the platform's environment says.
 */
export function assertSettings(settings: Settings, privateAddresses: boolean): void {
  const problems = {
    ...grantProblems(settings),
    ...redirectProblems(settings),
    ...authenticationProblems(settings),
    ...addressProblems(settings, privateAddresses),
  };
  if (Object.keys(problems).length > 0) throw invalid(problems);
}

function grantProblems({ type, grantTypes }: Settings): Problems {
  const grantsNeeded = ["authorization_code", "urn:ietf:params:oauth:grant-type:device_code"];
  // RFC 6749 section 4.4.
  if (type === "public" && grantTypes.includes("client_credentials")) {
    return {
      grantTypes: "Client credentials are for confidential clients: a public one has none.",
    };
  }
  if (grantTypes.includes("refresh_token") && !grantTypes.some((g) => grantsNeeded.includes(g))) {
    return { grantTypes: "A refresh token needs authorization_code or the device flow beside it." };
  }
  return {};
}

function redirectProblems(settings: Settings): Problems {
  const { redirectUris, postLogoutRedirectUris, grantTypes, type, applicationType } = settings;
  if (grantTypes.includes("authorization_code") && redirectUris.length === 0) {
    return { redirectUris: "Enter at least one redirect URI." };
  }
  if (type === "public" && applicationType === "native") return {};
  const problems: Problems = {};
  // RFC 8252 section 8.4: another app may take a scheme, so a secret would not prove a thing.
  for (const [field, uris] of Object.entries({ redirectUris, postLogoutRedirectUris })) {
    for (const [at, uri] of uris.entries()) {
      const parsed = parseRedirectUri(uri);
      if (parsed.ok && parsed.kind === "private-use") {
        problems[`${field}.${at}`] =
          "An app's own scheme is for public native clients. Use https here.";
      }
    }
  }
  return problems;
}

function authenticationProblems(settings: Settings): Problems {
  const { type, authMethod, jwks, jwksUri, tlsSubjectDn } = settings;
  if ((type === "public") !== (authMethod === "none")) {
    const message =
      type === "public"
        ? "A public client cannot prove who it is: its method is none."
        : "A confidential client proves who it is: choose another method than none.";
    return { authMethod: message };
  }
  if (jwks && jwksUri) return { jwksUri: "Give the keys or their address, not both." };
  const needsKeys =
    authMethod === "private_key_jwt" || authMethod === "self_signed_tls_client_auth";
  if (needsKeys && !jwks && !jwksUri) {
    return { jwks: "This method needs the client's public keys, or the address that has them." };
  }
  if (authMethod === "tls_client_auth" && !tlsSubjectDn) {
    return { tlsSubjectDn: "This method needs the subject of the client's certificate." };
  }
  const withCertificates = authMethod === "self_signed_tls_client_auth";
  const problem = jwks && publicKeyProblem(jwks.keys, withCertificates);
  return problem ? { jwks: problem } : {};
}

function addressProblems(settings: Settings, privateAddresses: boolean): Problems {
  const problems: Problems = {};
  for (const field of ["backchannelLogoutUri", "jwksUri"] as const) {
    const problem = settings[field] && calledAddressProblem(settings[field], privateAddresses);
    if (problem) problems[field] = problem;
  }
  const { frontchannelLogoutUri } = settings;
  const shown = frontchannelLogoutUri === null ? null : parseRedirectUri(frontchannelLogoutUri);
  if (shown?.ok === false) problems["frontchannelLogoutUri"] = shown.message;
  if (shown?.ok && shown.kind === "private-use") {
    problems["frontchannelLogoutUri"] = "Browsers load this address: use https.";
  }
  return problems;
}

/** An address that this server calls by itself. */
function calledAddressProblem(text: string, privateAddresses: boolean): string | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url) return "Enter a full address, like https://app.example.com/logout.";
  if (url.protocol !== "https:" && !(privateAddresses && url.protocol === "http:")) {
    return "This address starts with https://.";
  }
  if (url.username || url.password || text.includes("#")) {
    return "This address has no user name and no fragment.";
  }
  return null;
}
