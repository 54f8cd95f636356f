import { z } from "zod";
import { defineList, searchText } from "#domain/kernel/list.ts";
import { versionInput } from "#domain/kernel/version-input.ts";
import { authMethods, grantTypes } from "./choices.ts";
import { parseRedirectUri } from "./redirect-uri-rules.ts";

const text = (label: string, max: number) =>
  z
    .string(`Enter the ${label}.`)
    .trim()
    .min(1, `Enter the ${label}.`)
    .max(max, `The ${label} has at most ${max} characters.`)
    .refine((value) => !/\p{Cc}/u.test(value), `The ${label} has no control characters.`);

const yesOrNo = z.boolean("Use true or false.");

/** What is wrong with one line of redirect URIs, or null. */
export function uriLineProblem(line: string): string | null {
  const parsed = parseRedirectUri(line);
  return parsed.ok ? null : parsed.message;
}

/** Each line is checked on its own, so that the message stands at the line that it means. */
const redirectUri = z.string("Enter a redirect URI.").superRefine((value, check) => {
  const message = uriLineProblem(value);
  if (message !== null) check.addIssue({ code: "custom", message });
});

/** Names every line that stands there already: which of the two is wanted, we cannot know. */
const noneTwice = (
  lines: readonly string[],
  check: { addIssue: (issue: { code: "custom"; path: number[]; message: string }) => void },
) => {
  for (const [at, line] of lines.entries()) {
    if (lines.indexOf(line) < at) {
      check.addIssue({ code: "custom", path: [at], message: "This line stands here twice." });
    }
  }
};

const redirectUris = z
  .array(redirectUri, "Enter the redirect URIs, one a line.")
  .max(20, "At most 20 redirect URIs.")
  .superRefine(noneTwice);

/** RFC 6749 section 3.3: a scope is visible ASCII without quotes and backslashes. */
const scope = z
  .string("Enter a scope.")
  .regex(/^[\x21\x23-\x5b\x5d-\x7e]{1,200}$/, "A scope is a word of plain ASCII, like openid.");

const tag = text("tag", 60).refine(
  (value) => !value.includes(","),
  "A tag has no comma: commas stand between tags.",
);

/** RFC 8707 section 2: an absolute URI without a fragment. */
const resource = text("resource", 500).refine(
  (value) => URL.canParse(value) && !value.includes("#"),
  "A resource is an absolute URI without a fragment, like https://api.example.com.",
);

/** A key as JSON; that it is a public one, the operation checks. */
const jwks = z.object(
  {
    keys: z
      .array(z.record(z.string(), z.unknown()), "A key set has a list of keys.")
      .min(1, "A key set has at least one key.")
      .max(10, "A key set has at most 10 keys."),
  },
  'Enter a JSON Web Key Set: {"keys": [...]}.',
);

const applicationTypes = ["web", "native"] as const;
const address = text("address", 2_000).nullable();

/** What a client may be given when it is made and later. */
const settings = {
  applicationType: z.enum(applicationTypes, 'An application type is "web" or "native".').optional(),
  redirectUris: redirectUris.optional(),
  postLogoutRedirectUris: redirectUris.optional(),
  backchannelLogoutUri: address.optional(),
  frontchannelLogoutUri: address.optional(),
  tags: z.array(tag, "Enter tags.").max(20, "At most 20 tags.").superRefine(noneTwice).optional(),
  grantTypes: z
    .array(
      z.enum(grantTypes, `A grant type is one of ${grantTypes.join(", ")}.`),
      "Choose grant types.",
    )
    .min(1, "Choose at least one grant type.")
    .superRefine(noneTwice)
    .optional(),
  scopes: z
    .array(scope, "Enter scopes.")
    .max(50, "At most 50 scopes.")
    .superRefine(noneTwice)
    .optional(),
  resources: z
    .array(resource, "Enter resources.")
    .max(20, "At most 20 resources.")
    .superRefine(noneTwice)
    .optional(),
  tokenFormat: z.enum(["RS256", "ES256"], 'A token format is "RS256" or "ES256".').optional(),
  requiredAal: z.literal([1, 2], "A required assurance level is 1 or 2.").optional(),
  enabled: yesOrNo.optional(),
  firstParty: yesOrNo.optional(),
  authMethod: z
    .enum(authMethods, `An authentication method is one of ${authMethods.join(", ")}.`)
    .optional(),
  jwks: jwks.nullable().optional(),
  jwksUri: address.optional(),
  tlsSubjectDn: text("subject", 500).nullable().optional(),
  certificateBound: yesOrNo.optional(),
  dpopBound: yesOrNo.optional(),
  requirePar: yesOrNo.optional(),
};

const name = text("name", 200);

export const createSsoClientInput = z.object({
  name,
  type: z
    .enum(["confidential", "public"], 'A type is "confidential" or "public".')
    .default("confidential"),
  /** The template that it was made from, for the snippets that its page shows. */
  template: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/, "There is no such template.")
    .nullable()
    .optional(),
  ...settings,
});

/** A client by its client id, or by its own id. */
export const ssoClientKeyInput = z.object({ clientId: text("client id", 100) });

export const updateSsoClientInput = ssoClientKeyInput.extend({
  name: name.optional(),
  ...settings,
  version: versionInput,
});

export const rotateSsoClientSecretInput = ssoClientKeyInput.extend({
  /** How long the old secret goes on working; left out: until somebody retires it. */
  overlapHours: z.coerce
    .number("Enter a number of hours.")
    .int("Enter whole hours.")
    .min(0, "At least 0 hours: the old secret ends at once.")
    .max(2_160, "At most 2,160 hours (90 days).")
    .optional(),
});

/** What the list of clients can be asked. The search is for a part of the name or a client id. */
export const ssoClientList = defineList({
  sort: ["name", "createdAt", "updatedAt", "lastUsedAt"],
  defaultSort: "name",
  filters: {
    search: searchText,
    type: z.enum(["confidential", "public"], 'A type is "confidential" or "public".').optional(),
    enabled: z.enum(["true", "false"], "Use true or false.").optional(),
    tag: z.string().max(60).optional(),
  },
});
