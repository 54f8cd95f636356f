import { builtInRoles, type Permission } from "#domain/kernel/permissions.ts";
import type { Canary } from "./canaries.ts";
import type { Subject } from "./world.ts";

/**
 * What opens a page or an action: a permission in the tenant that it is about; `signed in`, for what
 * is everybody's own; `public`, for what needs no session; `gone`, for what is not there any more.
 */
export type Need = Permission | "signed in" | "public" | "gone";

/** The one table of who may open which page. A page of the build that stands not in it fails. */
const pages: Readonly<Record<string, Need>> = {
  "/": "public",
  "/_global-error": "gone",
  "/_not-found": "gone",
  "/account": "signed in",
  "/api/auth/[...nextauth]": "public",
  "/auth/msp/invitation": "public",
  "/auth/msp/password-reset": "public",
  "/auth/msp/signin": "public",
  "/auth/msp/signout": "public",
  "/platform/health": "platform.read",
  "/platform/outbox": "platform.read",
  "/platform/provider-expiry": "platform.read",
  "/platform/setup": "platform.read",
  "/platform/signing-keys": "signing_key.read",
  "/platform/tenants": "tenant.list",
  "/platform/tenants/new": "tenant.create",
  "/setup": "gone",
  "/t/[tenant]": "tenant.read",
  "/t/[tenant]/audit-events": "audit_event.read",
  "/t/[tenant]/login-domains": "login_domain.read",
  "/t/[tenant]/login-domains/[domain]": "login_domain.read",
  "/t/[tenant]/login-domains/new": "login_domain.create",
  "/t/[tenant]/policies": "policy.read",
  "/t/[tenant]/policies/[policy]": "policy.read",
  "/t/[tenant]/policies/new": "policy.create",
  "/t/[tenant]/providers": "identity_provider.read",
  "/t/[tenant]/providers/[provider]": "identity_provider.read",
  "/t/[tenant]/providers/[provider]/edit": "identity_provider.update",
  "/t/[tenant]/providers/new": "identity_provider.update",
  "/t/[tenant]/providers/new/[kind]": "identity_provider.update",
  "/t/[tenant]/settings": "tenant.read",
  "/t/[tenant]/sso-clients": "sso_client.read",
  "/t/[tenant]/sso-clients/[client]": "sso_client.read",
  "/t/[tenant]/sso-clients/[client]/edit": "sso_client.update",
  "/t/[tenant]/sso-clients/new": "sso_client.create",
  "/t/[tenant]/sso-clients/new/[template]": "sso_client.create",
  "/t/[tenant]/users": "user.read",
  "/t/[tenant]/users/[user]": "user.read",
  "/t/[tenant]/users/new": "user.create",
};

/** What of the browser-facing machine doors (`/console/...`) opens to whom. */
const doors: Readonly<Record<string, Need>> = {
  "/console/tenants": "tenant.list",
  "/console/tenants/:slug/login-domains/events": "login_domain.read",
};

type ActionNeed = Need | { operation: Permission; need: Permission };

/**
 * Who may call which action, by file and name. It says the same as the operation that the action
 * binds, on purpose: a permission that is weakened in one place alone is found. Where an operation
 * asks for more because of what the form says, both stand here.
 */
const actions: Readonly<Record<string, Readonly<Record<string, ActionNeed>>>> = {
  "app/(account)/account/actions.ts": {
    updateProfileAction: "account.update",
    changePasswordAction: "account.update",
    endSessionAction: "account.sign_out",
    endOtherSessionsAction: "account.sign_out",
    withdrawConsentAction: "account.update",
    createCredential: "credential.create",
  },
  "app/(account)/account/theme-actions.ts": { chooseTheme: "public" },
  "app/(console)/look-actions.ts": { rememberLook: "public" },
  "app/(console)/platform/health/actions.ts": { sendTestMailAction: "platform.test_mail" },
  "app/(console)/platform/outbox/actions.ts": { readMailAction: "platform.read" },
  "app/(console)/platform/setup/actions.ts": {
    confirmAddressAction: "platform.set_up",
    testSetupMailAction: "platform.set_up",
    keepOutboxAction: "platform.set_up",
    skipStepAction: "platform.set_up",
    leaveSetupAction: "platform.set_up",
  },
  "app/(console)/platform/signing-keys/actions.ts": {
    rotateSigningKeysAction: "signing_key.rotate",
  },
  "app/(console)/platform/tenants/actions.ts": {
    createTenantAction: "tenant.create",
    createFirstTenantAction: "tenant.create",
    updateTenantAction: "tenant.update",
    suspendTenantAction: { operation: "tenant.update", need: "tenant.suspend" },
    suspendTenantsAction: { operation: "tenant.update", need: "tenant.suspend" },
    restoreTenantsAction: "tenant.update",
    deleteTenantAction: "tenant.delete",
  },
  "app/(console)/t/[tenant]/login-domains/actions.ts": {
    activateDomainsAction: "login_domain.update",
    deactivateDomainsAction: "login_domain.update",
    claimDomainAction: "login_domain.create",
    checkDomainAction: "login_domain.verify",
    switchDomainAction: "login_domain.update",
    updateDomainAction: "login_domain.update",
    removeDomainAction: "login_domain.delete",
    requestMoveAction: "login_domain.move",
    answerMoveAction: "login_domain.move",
    cancelMoveAction: "login_domain.move",
  },
  "app/(console)/t/[tenant]/policies/actions.ts": {
    createPolicyAction: "policy.create",
    updatePolicyAction: "policy.update",
    deletePolicyAction: "policy.delete",
    setPolicyDefaultAction: "policy.update",
  },
  "app/(console)/t/[tenant]/providers/actions.ts": {
    connectProviderAction: "identity_provider.update",
    switchProviderAction: "identity_provider.update",
    rotateSecretAction: "identity_provider.update",
    retireSecretAction: "identity_provider.update",
    withdrawSecretAction: "identity_provider.update",
    testProviderAction: "identity_provider.test",
    removeProviderAction: "identity_provider.delete",
  },
  "app/(console)/t/[tenant]/settings/actions.ts": {
    updatePolicyAction: "tenant.update",
    enforceSsoAction: "tenant.enforce_sso",
    breakGlassAction: "tenant.break_glass",
  },
  "app/(console)/t/[tenant]/sso-clients/actions.ts": {
    createClientAction: "sso_client.create",
    updateClientAction: "sso_client.update",
    switchClientAction: "sso_client.update",
    rotateClientSecretAction: "sso_client.update",
    retireClientSecretAction: "sso_client.update",
    deleteClientAction: "sso_client.delete",
  },
  "app/(console)/t/[tenant]/users/actions.ts": {
    inviteUserAction: "user.create",
    inviteAgainAction: "user.create",
    sendPasswordResetAction: "user.reset_password",
    updateUserAction: "user.update",
    suspendUserAction: "user.suspend",
    suspendUsersAction: "user.suspend",
    restoreUserAction: "user.suspend",
    restoreUsersAction: "user.suspend",
    deleteUserAction: "user.delete",
    endSessionAction: "session.revoke",
    endSessionsAction: "session.revoke",
    withdrawConsentAction: "session.revoke",
    unlinkIdentityAction: "user.update",
  },
  "app/(sign-in)/auth/msp/invitation/actions.ts": { acceptInvitationAction: "public" },
  "app/(sign-in)/auth/msp/password-reset/actions.ts": {
    requestResetAction: "public",
    resetPasswordAction: "public",
  },
  "app/(sign-in)/setup/actions.ts": { createOperator: "public" },
};

export type Outcome = "open" | "forbidden" | "not found" | "sign in";

/** Throws for a page that nobody has said anything about. */
export function needOfPage(route: string): Need {
  return lookUp(pages, route, "route");
}

/** Throws for an endpoint that nobody has said anything about. */
export function needOfDoor(path: string): Need {
  return lookUp(doors, path, "endpoint");
}

/**
 * What an action needs, and the permission that the operation it binds must name.
 * Throws for an action that nobody has said anything about.
 */
export function needOfAction(file: string, name: string): { need: Need; operation: Need } {
  const found = actions[file]?.[name];
  if (found === undefined) {
    throw new Error(`action ${file}#${name} is unknown to the matrix: say who may call it`);
  }
  return typeof found === "string" ? { need: found, operation: found } : found;
}

/** The tables' entries that the build does not have (any more). */
export function staleEntries(
  routes: readonly string[],
  paths: readonly string[],
  actionNames: readonly string[],
): string[] {
  const known = Object.entries(actions).flatMap(([file, names]) =>
    Object.keys(names).map((name) => `${file}#${name}`),
  );
  return [
    ...known.filter((name) => !actionNames.includes(name)),
    ...Object.keys(pages).filter((route) => !routes.includes(route)),
    ...Object.keys(doors).filter((path) => !paths.includes(path)),
  ];
}

function lookUp(table: Readonly<Record<string, Need>>, name: string, what: string): Need {
  const need = Object.hasOwn(table, name) ? table[name] : undefined;
  if (need === undefined) {
    throw new Error(`${what} ${name} is unknown to the matrix: say who may open it`);
  }
  return need;
}

/** What somebody meets at a page. The operators' screens are nothing at all for everybody else. */
export function outcomeOfPage(subject: Subject, route: string): Outcome {
  const outcome = outcomeFor(subject, needOfPage(route));
  const hidden = route.startsWith("/platform/") && outcome === "forbidden";
  return hidden ? "not found" : outcome;
}

/** What somebody meets where `need` is asked for in the tenant that holds the canaries. */
export function outcomeFor(subject: Subject, need: Need): Outcome {
  if (need === "gone") return "not found";
  if (need === "public") return "open";
  if (subject.kind === "nobody") return "sign in";
  if (need === "signed in" || need.startsWith("account.") || subject.kind === "operator")
    return "open";
  if (subject.kind === "foreign") return "not found";
  const granted: readonly Permission[] = builtInRoles[subject.role];
  return granted.includes(need) ? "open" : "forbidden";
}

/** Whether somebody may read a canary, wherever it stands. */
export function mayRead(subject: Subject, canary: Canary): boolean {
  if (subject.kind === "operator") return true;
  if (subject.kind !== "role") return false;
  const granted: readonly string[] = [...builtInRoles[subject.role], "person"];
  return canary.readers.some((reader) => granted.includes(reader));
}
