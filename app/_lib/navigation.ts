import type { NavCount, NavGroup } from "#components/shell/nav-items.ts";
import { isOfPlatform } from "#domain/kernel/context.ts";
import type { Permission } from "#domain/kernel/permissions.ts";
import type { SignedIn } from "#domain/sessions/find.ts";

type Entry = { path: string; label: string; icon: string; permission: Permission };

/** The screens of a tenant, below `/t/{slug}`. Whoever may not see one is not led there. */
const tenantScreens: readonly Entry[] = [
  { path: "", label: "Home", icon: "home", permission: "tenant.read" },
  {
    path: "/login-domains",
    label: "Login domains",
    icon: "domains",
    permission: "login_domain.read",
  },
  {
    path: "/providers",
    label: "Identity providers",
    icon: "providers",
    permission: "identity_provider.read",
  },
  {
    path: "/sso-clients",
    label: "SSO clients",
    icon: "clients",
    permission: "sso_client.read",
  },
  { path: "/policies", label: "Policies", icon: "policies", permission: "policy.read" },
  { path: "/users", label: "Users", icon: "users", permission: "user.read" },
  { path: "/audit-events", label: "Audit log", icon: "audit", permission: "audit_event.read" },
  { path: "/settings", label: "Settings", icon: "settings", permission: "tenant.update" },
];

/** The operators' screens, below `/platform`. */
const platformScreens: readonly Entry[] = [
  { path: "/tenants", label: "Tenants", icon: "tenants", permission: "tenant.list" },
  {
    path: "/provider-expiry",
    label: "Secret expiry",
    icon: "expiry",
    permission: "platform.read",
  },
  {
    path: "/signing-keys",
    label: "Signing keys",
    icon: "signing",
    permission: "signing_key.read",
  },
  { path: "/health", label: "Health", icon: "health", permission: "platform.read" },
  { path: "/outbox", label: "Outbox", icon: "outbox", permission: "platform.read" },
];

/** The platform is a tenant too, with operators as its people and nothing else of a tenant's. */
const PLATFORM = "platform";
const ofOperators = [
  { href: `/t/${PLATFORM}/users`, label: "Operators", icon: "users" },
  { href: `/t/${PLATFORM}/audit-events`, label: "Platform's audit log", icon: "audit" },
];

/** What the palette offers to do, below `/t/{slug}`. */
const tenantActions: readonly { label: string; path: string; permission: Permission }[] = [
  {
    label: "Claim a login domain",
    path: "/login-domains/new",
    permission: "login_domain.create",
  },
  {
    label: "Connect an identity provider",
    path: "/providers/new",
    permission: "identity_provider.update",
  },
  { label: "Register an SSO client", path: "/sso-clients/new", permission: "sso_client.create" },
  { label: "Invite a person", path: "/users/new", permission: "user.create" },
];

/** The sidebar of a person, in a tenant or on the operators' screens. In: counts, by address. */
export function navigationOf(
  { actor }: SignedIn,
  tenant: { slug: string; name: string } | null,
  counts: Readonly<Record<string, NavCount>> = {},
): NavGroup[] {
  const allowed = (entry: { permission: Permission }) => actor.permissions.has(entry.permission);
  const below = (base: string, entries: readonly Entry[]) =>
    entries.filter(allowed).map(({ path, label, icon }) => {
      const href = `${base}${path}`;
      return { href, label, icon, ...(counts[href] && { count: counts[href] }) };
    });
  const groups = [
    ...(tenant && tenant.slug !== PLATFORM
      ? [{ label: tenant.name, items: below(`/t/${tenant.slug}`, tenantScreens) }]
      : []),
    ...(isOfPlatform(actor)
      ? [{ label: "Platform", items: [...below("/platform", platformScreens), ...ofOperators] }]
      : []),
  ];
  return groups.filter(({ items }) => items.length > 0);
}

/** The first screen of the console that a person may see; null for those who have none. */
export function consoleHome(person: SignedIn): string | null {
  const tenant = isOfPlatform(person.actor) ? null : person.tenant;
  return navigationOf(person, tenant)[0]?.items[0]?.href ?? null;
}

/** What a person can start from the palette. */
export function actionsOf({ actor }: SignedIn, tenant: { slug: string } | null) {
  const inTenant = tenantActions
    .filter(({ permission }) => tenant && actor.permissions.has(permission))
    .filter(({ path }) => tenant?.slug !== PLATFORM || path.startsWith("/users"))
    .map(({ label, path }) => ({ label, href: `/t/${tenant?.slug}${path}` }));
  const onPlatform = isOfPlatform(actor)
    ? [{ label: "Create a tenant", href: "/platform/tenants/new" }]
    : [];
  return [...inTenant, ...onPlatform];
}
