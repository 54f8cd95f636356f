import { z } from "zod";
import { authMethods } from "#domain/sso-clients/choices.ts";
import { createSsoClient } from "#domain/sso-clients/create.ts";
import { deleteSsoClient } from "#domain/sso-clients/delete.ts";
import { getSsoClient } from "#domain/sso-clients/get.ts";
import { listSsoClients } from "#domain/sso-clients/list.ts";
import { retireSsoClientSecret } from "#domain/sso-clients/retire-secret.ts";
import { rotateSsoClientSecret } from "#domain/sso-clients/rotate-secret.ts";
import { updateSsoClient } from "#domain/sso-clients/update.ts";
import type { Secret } from "#platform/secret.ts";
import { pageOf } from "./objects.ts";
import { answering, type Route, route } from "./route.ts";

const instant = z.iso.datetime();
const texts = z.array(z.string());

/** An SSO client, by whichever door. */
export const ssoClientObject = z.object({
  id: z.uuid(),
  clientId: z.string(),
  name: z.string(),
  type: z.enum(["confidential", "public"]),
  applicationType: z.enum(["web", "native"]),
  redirectUris: texts,
  postLogoutRedirectUris: texts,
  backchannelLogoutUri: z.string().nullable(),
  frontchannelLogoutUri: z.string().nullable(),
  tags: texts,
  grantTypes: texts,
  scopes: texts,
  resources: texts,
  tokenFormat: z.enum(["RS256", "ES256"]),
  requiredAal: z.literal([1, 2]),
  enabled: z.boolean(),
  firstParty: z.boolean(),
  authMethod: z.enum(authMethods),
  jwks: z.object({ keys: z.array(z.record(z.string(), z.unknown())) }).nullable(),
  jwksUri: z.string().nullable(),
  tlsSubjectDn: z.string().nullable(),
  certificateBound: z.boolean(),
  dpopBound: z.boolean(),
  requirePar: z.boolean(),
  template: z.string().nullable(),
  lastUsedAt: instant.nullable(),
  lastUsedBy: z.string().nullable(),
  createdAt: instant,
  updatedAt: instant,
});

/** With since when which of its secrets work. */
export const oneSsoClientObject = ssoClientObject.extend({
  secrets: z.array(z.object({ createdAt: instant, retiresAt: instant.nullable() })),
});

/** With its new secret, which stands in no later answer; without one for a client that has none. */
export const newSsoClientObject = ssoClientObject.extend({ clientSecret: z.string().optional() });

/** The answer that tells the secret. */
function withSecret<Client>(made: { client: Client; clientSecret: Secret | null }) {
  const { client, clientSecret } = made;
  return { ...client, ...(clientSecret && { clientSecret: clientSecret.reveal() }) };
}

function routesAt(many: string): Route[] {
  const one = `${many}/{clientId}`;
  return [
    route({
      method: "get",
      path: many,
      summary: "List SSO clients",
      operation: listSsoClients,
      output: pageOf(ssoClientObject),
    }),
    route({
      method: "post",
      path: many,
      summary: "Register an SSO client; its secret stands in this answer alone",
      operation: answering(createSsoClient, withSecret),
      output: newSsoClientObject,
      status: 201,
    }),
    route({
      method: "get",
      path: one,
      summary: "Get an SSO client",
      operation: getSsoClient,
      output: oneSsoClientObject,
    }),
    route({
      method: "patch",
      path: one,
      summary: "Change an SSO client",
      operation: updateSsoClient,
      output: ssoClientObject,
    }),
    route({
      method: "delete",
      path: one,
      summary: "Delete an SSO client",
      operation: deleteSsoClient,
    }),
    route({
      method: "post",
      path: `${one}/rotate-secret`,
      summary: "Add a second live secret, which stands in this answer alone",
      operation: answering(rotateSsoClientSecret, withSecret),
      output: newSsoClientObject,
    }),
    route({
      method: "post",
      path: `${one}/retire-secret`,
      summary: "End the older of two secrets",
      operation: retireSsoClientSecret,
      output: ssoClientObject,
    }),
  ];
}

/** By the tenant's slug, and shorter for the caller's own tenant. */
export const ssoClientRoutes: readonly Route[] = [
  ...routesAt("/v1/tenants/{slug}/sso-clients"),
  ...routesAt("/v1/sso/clients"),
];
