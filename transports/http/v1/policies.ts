import { z } from "zod";
import { createPolicy } from "#domain/policies/create.ts";
import { getPolicyDefault, setPolicyDefault } from "#domain/policies/default.ts";
import { deletePolicy } from "#domain/policies/delete.ts";
import { explainAccess } from "#domain/policies/explain.ts";
import { getPolicy } from "#domain/policies/get.ts";
import { listPolicies } from "#domain/policies/list.ts";
import { policyEffects } from "#domain/policies/schemas.ts";
import { updatePolicy } from "#domain/policies/update.ts";
import { pageOf } from "./objects.ts";
import { type Route, route } from "./route.ts";

const many = "/v1/tenants/{slug}/policies";
const one = `${many}/{id}`;
const effect = z.enum(policyEffects);
const texts = z.array(z.string());

/** One rule about who may use which SSO client. An empty list asks for nothing. */
const policyObject = z.object({
  id: z.uuid(),
  name: z.string(),
  effect,
  enabled: z.boolean(),
  roles: texts,
  teamIds: texts,
  userIds: texts,
  clientIds: texts,
  clientTags: texts,
  aal: z.literal([1, 2]).nullable(),
  networks: texts,
  networksMatch: z.enum(["inside", "outside"]),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});

/** With who the people are that it names. */
const onePolicyObject = policyObject.extend({
  people: z.array(z.object({ id: z.uuid(), email: z.string(), name: z.string() })),
});

const explainedAccess = z.object({
  user: z.object({ id: z.uuid(), email: z.string(), name: z.string() }),
  client: z.object({ clientId: z.string(), name: z.string() }),
  allowed: z.boolean(),
  blockers: texts,
  decidedBy: z.string().nullable(),
  defaultEffect: effect,
  allowedAtAal2: z.boolean(),
  policies: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      effect,
      mismatch: z.enum(["disabled", "user", "client", "aal", "network"]).nullable(),
      decided: z.boolean(),
    }),
  ),
});

export const policyRoutes: readonly Route[] = [
  route({
    method: "get",
    path: many,
    summary: "List the policies about who may use which SSO client",
    operation: listPolicies,
    output: pageOf(policyObject),
  }),
  route({
    method: "post",
    path: many,
    summary: "Add a policy",
    operation: createPolicy,
    output: policyObject,
    status: 201,
  }),
  route({
    method: "get",
    path: one,
    summary: "Get a policy",
    operation: getPolicy,
    output: onePolicyObject,
  }),
  route({
    method: "patch",
    path: one,
    summary: "Change a policy",
    operation: updatePolicy,
    output: policyObject,
  }),
  route({
    method: "delete",
    path: one,
    summary: "Remove a policy",
    operation: deletePolicy,
  }),
  route({
    method: "get",
    path: "/v1/tenants/{slug}/policy-default",
    summary: "What holds where no policy matches",
    operation: getPolicyDefault,
    output: z.object({ effect }),
  }),
  route({
    method: "put",
    path: "/v1/tenants/{slug}/policy-default",
    summary: "Say what holds where no policy matches",
    operation: setPolicyDefault,
    output: z.object({ effect }),
  }),
  route({
    method: "get",
    path: "/v1/tenants/{slug}/explain-access",
    summary: "Whether somebody could use a client, and which policy decides",
    operation: explainAccess,
    output: explainedAccess,
  }),
];
