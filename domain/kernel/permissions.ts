/**
 * What an actor may do in Gatehouse itself. The list is closed: an operation that names another
 * permission does not compile.
 */
export const permissions = [
  "tenant.list",
  "tenant.create",
  "tenant.read",
  "tenant.update",
  "tenant.suspend",
  "tenant.enforce_sso",
  "tenant.break_glass",
  "tenant.delete",
  "login_domain.read",
  "login_domain.create",
  "login_domain.verify",
  "login_domain.vouch",
  "login_domain.update",
  "login_domain.delete",
  "login_domain.move",
  "identity_provider.read",
  "identity_provider.update",
  "identity_provider.test",
  "identity_provider.delete",
  "sso_client.read",
  "sso_client.create",
  "sso_client.update",
  "sso_client.delete",
  "user.read",
  "user.create",
  "user.update",
  "user.suspend",
  "user.delete",
  "session.read",
  "session.create",
  "session.revoke",
  "audit_event.read",
  "audit_event.create",
  "user.reset_password",
  "account.read",
  "account.update",
  "account.sign_out",
  "credential.create",
  "platform.set_up",
  "platform.read",
  "platform.update",
  "platform.test_mail",
  "policy.read",
  "policy.create",
  "policy.update",
  "policy.delete",
  "signing_key.read",
  "signing_key.rotate",
] as const;

export type Permission = (typeof permissions)[number];

const own = [
  "account.read",
  "account.update",
  "account.sign_out",
] as const satisfies readonly Permission[];
const reading = [
  "tenant.read",
  "login_domain.read",
  "identity_provider.read",
  "sso_client.read",
  "policy.read",
  "user.read",
  "session.read",
] as const satisfies readonly Permission[];

/** The roles of a tenant. Custom roles will be rows of the same shape: a name and its permissions. */
export const builtInRoles = {
  admin: [
    ...own,
    ...reading,
    "tenant.update",
    "tenant.enforce_sso",
    "login_domain.create",
    "login_domain.verify",
    "login_domain.update",
    "login_domain.delete",
    "login_domain.move",
    "identity_provider.update",
    "identity_provider.test",
    "identity_provider.delete",
    "sso_client.create",
    "sso_client.update",
    "sso_client.delete",
    "policy.create",
    "policy.update",
    "policy.delete",
    "user.create",
    "user.update",
    "user.reset_password",
    "user.suspend",
    "user.delete",
    "session.revoke",
    "audit_event.read",
  ],
  approver: [...own, "tenant.read", "user.read"],
  auditor: [...own, ...reading, "audit_event.read"],
  member: own,
} as const satisfies Record<string, readonly Permission[]>;

/** The one role of the platform: an operator administers every tenant. */
export const platformRoles = { operator: permissions } as const;

export type TenantRole = keyof typeof builtInRoles;

/** The parts of Gatehouse that act by themselves, each with just what it needs. */
export const systemPermissions = {
  "sign-in": ["session.create", "audit_event.create"],
  setup: ["platform.set_up"],
  "domain-check": ["login_domain.verify"],
  "domain-watch": ["login_domain.verify", "login_domain.move"],
  "secret-watch": ["identity_provider.update"],
  "mail-link": ["user.reset_password"],
  "key-rotation": ["signing_key.rotate"],
  "logout-delivery": [],
} as const satisfies Record<string, readonly Permission[]>;

export type SystemName = keyof typeof systemPermissions;

/** All permissions that the roles give. An unknown role gives none. */
export function permissionsOf(
  roles: readonly string[],
  from: Readonly<Record<string, readonly Permission[]>>,
): ReadonlySet<Permission> {
  return new Set(roles.flatMap((role) => (Object.hasOwn(from, role) ? (from[role] ?? []) : [])));
}
