import { type Installation, record } from "#e2e/support/installation.ts";

/** The picture's name, and the page as whoever looks sees it. */
export type Screen = { name: string; path: string };

/** What the pictures show in place of the dynamic parts of an address. */
export type ScreenFills = {
  provider: string;
  policy: string;
  client: string;
  person: string;
  event: string;
  invitation: string;
  reset: string;
};

const tenant = "/t/fabrikam";

/** A domain whose record is not there yet. */
export const pendingDomain = "fabrikam-north.com";

/** Tenants whose Google secret ends in so many days, and one that is new. */
const newcomers = [
  { slug: "northwind", name: "Northwind", endsInDays: null },
  { slug: "proseware", name: "Proseware", endsInDays: -3 },
  { slug: "tailspin", name: "Tailspin Toys", endsInDays: 5 },
  { slug: "wingtip", name: "Wingtip Toys", endsInDays: 24 },
  { slug: "litware", name: "Litware", endsInDays: 51 },
];

/** Pages of the build that a picture of their own would say nothing new about. */
export const withoutPicture: Readonly<Record<string, string>> = {
  "/": "leads elsewhere",
  "/_not-found": "a sentence",
  "/auth/msp/signout": "a question",
};

/** The console as an operator sees it, one picture at least for each page of the build. */
export const consoleScreens: Readonly<Record<string, (fills: ScreenFills) => Screen>> = {
  "/platform/tenants": () => ({ name: "tenants", path: "/platform/tenants" }),
  "/platform/tenants/new": () => ({ name: "tenant-new", path: "/platform/tenants/new" }),
  "/platform/setup": () => ({ name: "setup-address", path: "/platform/setup?step=address" }),
  "/platform/provider-expiry": () => ({
    name: "provider-expiry",
    path: "/platform/provider-expiry",
  }),
  "/platform/health": () => ({ name: "health", path: "/platform/health" }),
  "/platform/signing-keys": () => ({ name: "signing-keys", path: "/platform/signing-keys" }),
  "/platform/outbox": () => ({ name: "outbox", path: "/platform/outbox" }),
  "/t/[tenant]": () => ({ name: "tenant-home", path: tenant }),
  "/t/[tenant]/login-domains": () => ({
    name: "login-domains",
    path: `${tenant}/login-domains?explain=technician@fabrikam.example`,
  }),
  "/t/[tenant]/login-domains/new": () => ({
    name: "login-domain-new",
    path: `${tenant}/login-domains/new`,
  }),
  "/t/[tenant]/login-domains/[domain]": () => ({
    name: "login-domain",
    path: `${tenant}/login-domains/${pendingDomain}`,
  }),
  "/t/[tenant]/providers": () => ({ name: "providers", path: `${tenant}/providers` }),
  "/t/[tenant]/providers/new": () => ({ name: "provider-kinds", path: `${tenant}/providers/new` }),
  "/t/[tenant]/providers/new/[kind]": () => ({
    name: "provider-guide",
    path: "/t/contoso/providers/new/google",
  }),
  "/t/[tenant]/providers/[provider]": ({ provider }) => ({
    name: "provider",
    path: `${tenant}/providers/${provider}`,
  }),
  "/t/[tenant]/providers/[provider]/edit": ({ provider }) => ({
    name: "provider-edit",
    path: `${tenant}/providers/${provider}/edit`,
  }),
  "/t/[tenant]/policies": () => ({ name: "policies", path: `${tenant}/policies` }),
  "/t/[tenant]/policies/new": () => ({ name: "policy-new", path: `${tenant}/policies/new` }),
  "/t/[tenant]/policies/[policy]": ({ policy }) => ({
    name: "policy",
    path: `${tenant}/policies/${policy}`,
  }),
  "/t/[tenant]/sso-clients": () => ({ name: "sso-clients", path: `${tenant}/sso-clients` }),
  "/t/[tenant]/sso-clients/new": () => ({
    name: "sso-client-templates",
    path: `${tenant}/sso-clients/new`,
  }),
  "/t/[tenant]/sso-clients/new/[template]": () => ({
    name: "sso-client-new",
    path: `${tenant}/sso-clients/new/nextcloud`,
  }),
  "/t/[tenant]/sso-clients/[client]": ({ client }) => ({
    name: "sso-client",
    path: `${tenant}/sso-clients/${client}`,
  }),
  "/t/[tenant]/sso-clients/[client]/edit": ({ client }) => ({
    name: "sso-client-edit",
    path: `${tenant}/sso-clients/${client}/edit`,
  }),
  "/t/[tenant]/users": () => ({ name: "users", path: `${tenant}/users` }),
  "/t/[tenant]/users/new": () => ({ name: "user-invite", path: `${tenant}/users/new` }),
  "/t/[tenant]/users/[user]": ({ person }) => ({ name: "user", path: `${tenant}/users/${person}` }),
  "/t/[tenant]/audit-events": ({ event }) => ({
    name: "audit-events",
    path: `${tenant}/audit-events?peek=${event}`,
  }),
  "/t/[tenant]/settings": () => ({ name: "settings", path: `${tenant}/settings` }),
};

/** What anybody sees who holds the mailed link. */
export const guestScreens: Readonly<Record<string, (fills: ScreenFills) => Screen>> = {
  "/auth/msp/invitation": ({ invitation }) => ({ name: "invitation", path: invitation }),
  "/auth/msp/password-reset": ({ reset }) => ({ name: "password-reset", path: reset }),
};

const dayMs = 86_400_000;
const inDays = (days: number) => new Date(Date.now() + days * dayMs).toISOString();

/** Makes what the pictures show: a claim, a rotation, an invitation, changed people. */
export async function fillScreens(
  { rest }: Installation,
  linkTo: (email: string) => Promise<string>,
): Promise<ScreenFills> {
  const base = `/v1${tenant.replace("/t/", "/tenants/")}`;
  const post = async (path: string, json: object = {}) =>
    record(await rest(`${base}${path}`, { method: "POST", json }));
  const list = async (path: string) => {
    const { items } = record(await rest(`${base}${path}`));
    return (Array.isArray(items) ? items : []).map(record);
  };
  for (const { slug, name, endsInDays } of newcomers) {
    await rest("/v1/tenants", { json: { slug, name } });
    const admin = { email: `ada@${slug}.example`, name: "Ada", roles: ["admin"] };
    await rest(`/v1/tenants/${slug}/users`, { json: admin });
    if (endsInDays === null) continue;
    const client = { clientId: `${slug}-google`, clientSecret: "a secret for a picture" };
    const json = { ...client, secretExpiresAt: inDays(endsInDays) };
    await rest(`/v1/tenants/${slug}/providers/google`, { method: "PUT", json });
  }
  await post("/domains", { domain: pendingDomain });
  const providers = await list("/providers");
  const provider = String(providers.find(({ kind }) => kind === "google")?.["id"]);
  for (const { id } of providers) await post(`/providers/${id}/test`);
  await post(`/providers/${provider}/rotate-secret`, {
    clientSecret: "the secret after this one",
    secretExpiresAt: inDays(21),
  });
  const software = [
    { name: "Grafana", template: "grafana", path: "/login/generic_oauth", tags: ["ops"] },
    { name: "GitLab", template: "gitlab", path: "/users/auth/openid_connect/callback" },
    { name: "Ticket system", template: "spa", path: "/callback", type: "public", enabled: false },
  ];
  const clients = [];
  for (const { path, ...client } of software) {
    const redirectUris = [`https://${client.template}.fabrikam.example${path}`];
    clients.push(await post("/sso-clients", { ...client, redirectUris }));
  }
  const policy = await post("/policies", {
    name: "Approvers use the ticket system",
    effect: "allow",
    roles: ["approver"],
  });
  await post("/policies", {
    name: "Nobody from outside the office",
    effect: "deny",
    networks: ["198.51.100.0/24"],
    networksMatch: "outside",
  });
  const email = "grace@fabrikam.example";
  await post("/users/invitations", { email, name: "Grace Hopper", roles: ["auditor"] });
  const people = await list("/users");
  const idOf = (wanted: string) =>
    String(people.find((person) => person["email"] === wanted)?.["id"]);
  const person = idOf("technician@fabrikam.example");
  await rest(`${base}/users/${person}`, {
    method: "PATCH",
    json: { name: "Fabrikam technician", roles: ["approver", "member"] },
  });
  const admin = "admin@fabrikam.example";
  await post(`/users/${idOf(admin)}/reset-password`);
  const [event] = await list("/audit-events?action=user.update");
  return {
    provider,
    policy: String(policy["id"]),
    client: String(clients[0]?.["id"]),
    person,
    event: String(event?.["id"]),
    invitation: await linkTo(email),
    reset: await linkTo(admin),
  };
}
