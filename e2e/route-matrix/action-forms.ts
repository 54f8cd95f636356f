import { randomBytes, randomUUID } from "node:crypto";
import type { ActionForm } from "./action-posts.ts";
import type { Binding } from "./bindings.ts";
import type { BuiltAction } from "./manifests.ts";
import type { World } from "./world.ts";

/**
 * A form that would change something, were it not refused: each field of the operation's input gets
 * the value that names the tenant's own objects. Throws for a field that has no value here, so that
 * a new action is never posted empty.
 */
export function workingForm(
  action: BuiltAction,
  binding: Binding | null,
  { objects, mine }: Pick<World, "objects" | "mine">,
): ActionForm {
  const isOfTenants = action.file.includes("/platform/tenants/");
  const isOfClients = action.file.includes("/sso-clients/");
  const isOfDomains = action.file.includes("/login-domains/");
  const password = "a password of the matrix 41";
  const values: ActionForm = {
    aal: "1",
    active: "false",
    admin: "invite",
    adminEmail: `${randomBytes(4).toString("hex")}@matrix.example`,
    adminName: "Somebody of the matrix",
    agree: "true",
    appFallback: "denied",
    clientIds: "",
    clientTags: "of the matrix",
    applicationType: "web",
    authMethod: "client_secret_basic",
    backchannelLogoutUri: "https://app.matrix.example/logout",
    certificateBound: "false",
    clientId: isOfClients ? objects.client : "another-client",
    compromised: "true",
    clientSecret: "another secret of the matrix",
    currentPassword: password,
    directoryIds: "11111111-2222-4333-8444-555555555555",
    dpopBound: "true",
    frontchannelLogoutUri: "https://app.matrix.example/signed-out",
    firstParty: "false",
    grantTypes: ["authorization_code"],
    jwks: "",
    jwksUri: "",
    overlapHours: "24",
    postLogoutRedirectUris: "https://app.matrix.example/bye",
    redirectUris: "https://app.matrix.example/callback",
    requirePar: "true",
    requiredAal: "2",
    resources: "https://api.matrix.example",
    scopes: ["openid", "email"],
    tags: "matrix",
    template: "web",
    tlsSubjectDn: "",
    tokenFormat: "ES256",
    type: "confidential",
    domain: action.exportedName === "checkDomainAction" ? objects.pendingDomain : objects.domain,
    effect: "allow",
    email: `${randomBytes(4).toString("hex")}@matrix.example`,
    enabled: "false",
    id: idFor(action, objects),
    ids: isOfTenants ? mine.slug : isOfDomains ? objects.domain : objects.user,
    isNew: "false",
    issuer: action.file.includes("/users/") ? objects.issuer : "https://other.matrix.example",
    kind: "oidc",
    name: "Changed by the matrix",
    networks: "10.0.0.0/8",
    networksMatch: "inside",
    newPassword: password,
    provider: objects.provider,
    providers: objects.provider,
    reason: "the matrix",
    roles: "member",
    secretExpiresAt: "2099-01-01T00:00:00Z",
    sessionId: objects.session,
    sessionIdleMinutes: "7",
    sessionLifetimeHours: "7",
    slug: `x-${randomBytes(4).toString("hex")}`,
    ssoClientId: objects.client,
    status: "suspended",
    step: "mail",
    subject: objects.subject,
    teamIds: "",
    trustEmail: "true",
    userIds: objects.user,
    // Of a field that nothing has: no version of an object's fields is stale by it.
    version: "matrix:AAAAAAAA",
    vouch: "the matrix",
    wildcard: "true",
    // What the actions of the sign-in pages read, which bind no operation.
    password,
    token: randomBytes(48).toString("base64url"),
    username: "nobody@matrix.example",
  };
  const fields = binding?.fields ?? ["name", "email", "password", "token", "username"];
  const form: Record<string, string | readonly string[]> = {};
  for (const field of binding?.isBulk ? ["ids"] : fields) {
    if (isOperators(action, field)) continue;
    const value = Object.hasOwn(values, field) ? values[field] : undefined;
    if (value === undefined) {
      throw new Error(
        `the field ${field} of ${action.name} has no value in the matrix: give it one`,
      );
    }
    form[field] = value;
  }
  return form;
}

/** What an action's plain `id` names. */
function idFor({ file }: BuiltAction, objects: World["objects"]): string {
  if (file.includes("/outbox/")) return objects.mail;
  return file.includes("/policies/") ? objects.policy : objects.user;
}

/** Fields that ask for more than the action itself, which the matrix looks at as an action of its own. */
function isOperators({ exportedName }: BuiltAction, field: string): boolean {
  if (field === "ssoEnforced" || field === "vouch") return true;
  return field === "status" && exportedName !== "suspendTenantAction";
}

/** A form that names nothing that exists: whoever may call the action hears so, or changes nothing. */
export function emptyForm(binding: Binding | null): ActionForm {
  const fields = binding?.isBulk ? [] : (binding?.fields ?? []);
  // Without a session named, the one that asks would end.
  return Object.fromEntries(fields.map((f) => [f, f === "sessionId" ? randomUUID() : ""]));
}
