import { readFile } from "node:fs/promises";
import type { Command } from "commander";
import { authMethods, grantTypes } from "#domain/sso-clients/choices.ts";
import { collect } from "./command.ts";
import { CommandError } from "./failure.ts";

/** What an SSO client may be given when it is made and later, as the command line has it. */
export type SsoSettings = {
  redirectUri?: readonly string[];
  postLogoutRedirectUri?: readonly string[];
  backchannelLogoutUri?: string;
  frontchannelLogoutUri?: string;
  tag?: readonly string[];
  grantType?: readonly string[];
  scope?: readonly string[];
  resource?: readonly string[];
  tokenFormat?: string;
  requiredAal?: string;
  applicationType?: string;
  authMethod?: string;
  jwksFile?: string;
  jwksUri?: string;
  tlsSubjectDn?: string;
  firstParty?: boolean;
  certificateBound?: boolean;
  dpopBound?: boolean;
  requirePar?: boolean;
};

/** Declares them. An empty value of an address takes it away. */
export function settingOptions(command: Command): Command {
  return command
    .option("--redirect-uri <uri...>", "where its users come back to; may be repeated")
    .option("--post-logout-redirect-uri <uri...>", "where they go after signing out")
    .option("--backchannel-logout-uri <uri>", "what is told that a session ended")
    .option("--frontchannel-logout-uri <uri>", "what the browser loads when a session ends")
    .option("--tag <tag>", "a word to find it by; may be repeated", collect)
    .option("--grant-type <grant...>", grantTypes.join(", "))
    .option("--scope <scope...>", "a scope that it may ask for; may be repeated")
    .option("--resource <uri...>", "a resource server that it may ask tokens for")
    .option("--token-format <format>", "RS256 or ES256")
    .option("--required-aal <level>", "1, or 2 for a second factor")
    .option("--application-type <type>", "web or native")
    .option("--auth-method <method>", authMethods.join(", "))
    .option("--jwks-file <file>", "its public keys, a JSON Web Key Set")
    .option("--jwks-uri <uri>", "the address that has them")
    .option("--tls-subject-dn <name>", "the subject of its certificate")
    .option("--first-party", "the tenant's own: nobody is asked to consent")
    .option("--no-first-party", "somebody else's: people are asked")
    .option("--certificate-bound", "its tokens work with its certificate alone")
    .option("--no-certificate-bound")
    .option("--dpop-bound", "its tokens work with its key alone")
    .option("--no-dpop-bound")
    .option("--require-par", "it pushes its requests first")
    .option("--no-require-par");
}

/** The fields of the API that the options say; those not given are undefined. */
export async function settingsOf(options: SsoSettings): Promise<Record<string, unknown>> {
  return {
    redirectUris: options.redirectUri,
    postLogoutRedirectUris: options.postLogoutRedirectUri,
    backchannelLogoutUri: emptyAsNull(options.backchannelLogoutUri),
    frontchannelLogoutUri: emptyAsNull(options.frontchannelLogoutUri),
    tags: options.tag,
    grantTypes: options.grantType,
    scopes: options.scope,
    resources: options.resource,
    tokenFormat: options.tokenFormat,
    requiredAal: options.requiredAal === undefined ? undefined : Number(options.requiredAal),
    applicationType: options.applicationType,
    authMethod: options.authMethod,
    jwks: options.jwksFile === undefined ? undefined : await readKeys(options.jwksFile),
    jwksUri: emptyAsNull(options.jwksUri),
    tlsSubjectDn: emptyAsNull(options.tlsSubjectDn),
    firstParty: options.firstParty,
    certificateBound: options.certificateBound,
    dpopBound: options.dpopBound,
    requirePar: options.requirePar,
  };
}

function emptyAsNull(text: string | undefined): string | null | undefined {
  return text === "" ? null : text;
}

async function readKeys(file: string): Promise<unknown> {
  if (file === "") return null;
  try {
    return JSON.parse(await readFile(file, "utf8"));
  } catch {
    throw new CommandError(`There is no JSON to read in ${file}.`);
  }
}
