import type { Showcase } from "./showcase.ts";

/** Who looks; `operator` administers everything, and `nobody` is signed out. */
export type Visitor = "operator" | "admin" | "member" | "nobody";

export type PageState = { path: string; as: Visitor };

export type Setting = {
  showcase: Showcase;
  /** Starts an installation without an operator, and gives the link that sets it up. */
  setupLink(): Promise<string>;
};

const operator = (...paths: readonly string[]): PageState[] =>
  paths.map((path) => ({ path, as: "operator" }));
const nobody = (...paths: readonly string[]): PageState[] =>
  paths.map((path) => ({ path, as: "nobody" }));

/**
 * What stands in for the dynamic parts of each page of the build, and which of its states are worth
 * a look. Dialogs and drawers are not named here: whatever these pages link to is looked at too.
 */
export const pageStates: Readonly<
  Record<string, (setting: Setting) => PageState[] | Promise<PageState[]>>
> = {
  "/": () => nobody("/"),
  "/_not-found": () => nobody("/nothing-is-here"),
  "/setup": async ({ setupLink }) => {
    const link = await setupLink();
    return nobody(link, new URL("/setup", link).href);
  },
  "/account": () => [
    { path: "/account", as: "operator" },
    { path: "/account", as: "member" },
  ],
  "/auth/msp/signin": () => nobody("/auth/msp/signin"),
  "/auth/msp/signout": () => [...operator("/auth/msp/signout"), ...nobody("/auth/msp/signout")],
  "/auth/msp/invitation": ({ showcase: { links } }) =>
    nobody(links.invitation, "/auth/msp/invitation?token=no-such-token"),
  "/auth/msp/password-reset": ({ showcase: { links } }) =>
    nobody(
      "/auth/msp/password-reset",
      "/auth/msp/password-reset?sent",
      "/auth/msp/password-reset?token=no-such-token",
      links.reset,
    ),
  "/platform/tenants": ({ showcase: { tenant } }) =>
    operator(
      `/platform/tenants?search=${tenant.slug}`,
      "/platform/tenants?limit=1",
      "/platform/tenants?search=nobody-is-called-that",
    ),
  "/platform/tenants/new": () => operator("/platform/tenants/new"),
  "/platform/setup": () =>
    operator(
      ...["address", "mail", "tenant", "summary"].map((step) => `/platform/setup?step=${step}`),
    ),
  "/platform/health": () => operator("/platform/health"),
  "/platform/provider-expiry": () => operator("/platform/provider-expiry"),
  "/platform/signing-keys": () => operator("/platform/signing-keys"),
  "/platform/outbox": () => operator("/platform/outbox?limit=5"),
  "/t/[tenant]": ({ showcase: { tenant, asker } }) => [
    ...operator(`/t/${tenant.slug}`, `/t/${asker.slug}`, "/t/no-such-tenant"),
    { path: `/t/${tenant.slug}`, as: "member" },
  ],
  "/t/[tenant]/login-domains": ({ showcase: { tenant } }) =>
    operator(
      `/t/${tenant.slug}/login-domains`,
      `/t/${tenant.slug}/login-domains?explain=somebody@${tenant.domain}`,
    ),
  "/t/[tenant]/login-domains/new": ({ showcase: { tenant } }) =>
    operator(`/t/${tenant.slug}/login-domains/new`),
  "/t/[tenant]/login-domains/[domain]": ({ showcase: { tenant, domains } }) =>
    operator(
      ...[tenant.domain, domains.pending, domains.wrong, domains.leaving].map(
        (domain) => `/t/${tenant.slug}/login-domains/${domain}`,
      ),
    ),
  "/t/[tenant]/providers": ({ showcase: { tenant } }) => operator(`/t/${tenant.slug}/providers`),
  "/t/[tenant]/providers/new": ({ showcase: { tenant } }) =>
    operator(`/t/${tenant.slug}/providers/new`),
  "/t/[tenant]/providers/new/[kind]": ({ showcase: { asker } }) =>
    operator(
      ...["google", "azure-ad", "oidc"].map((kind) => `/t/${asker.slug}/providers/new/${kind}`),
    ),
  "/t/[tenant]/providers/[provider]": ({ showcase: { tenant, providers } }) =>
    operator(...Object.values(providers).map((id) => `/t/${tenant.slug}/providers/${id}`)),
  "/t/[tenant]/providers/[provider]/edit": ({ showcase: { tenant, providers } }) =>
    operator(
      `/t/${tenant.slug}/providers/${providers.failing}/edit`,
      `/t/${tenant.slug}/providers/${providers.off}/edit`,
    ),
  "/t/[tenant]/policies": ({ showcase: { tenant } }) => operator(`/t/${tenant.slug}/policies`),
  "/t/[tenant]/policies/new": ({ showcase: { tenant } }) =>
    operator(`/t/${tenant.slug}/policies/new`),
  "/t/[tenant]/policies/[policy]": ({ showcase: { tenant, policy } }) =>
    operator(`/t/${tenant.slug}/policies/${policy}`),
  "/t/[tenant]/sso-clients": ({ showcase: { tenant, asker } }) =>
    operator(`/t/${tenant.slug}/sso-clients`, `/t/${asker.slug}/sso-clients`),
  "/t/[tenant]/sso-clients/new": ({ showcase: { tenant } }) =>
    operator(`/t/${tenant.slug}/sso-clients/new`),
  "/t/[tenant]/sso-clients/new/[template]": ({ showcase: { tenant } }) =>
    operator(
      ...["gitea", "native"].map((template) => `/t/${tenant.slug}/sso-clients/new/${template}`),
    ),
  "/t/[tenant]/sso-clients/[client]": ({ showcase: { tenant, clients } }) =>
    operator(...Object.values(clients).map((id) => `/t/${tenant.slug}/sso-clients/${id}`)),
  "/t/[tenant]/sso-clients/[client]/edit": ({ showcase: { tenant, clients } }) =>
    operator(...Object.values(clients).map((id) => `/t/${tenant.slug}/sso-clients/${id}/edit`)),
  "/t/[tenant]/users": ({ showcase: { tenant } }) => operator(`/t/${tenant.slug}/users`),
  "/t/[tenant]/users/new": ({ showcase: { tenant } }) => operator(`/t/${tenant.slug}/users/new`),
  "/t/[tenant]/users/[user]": ({ showcase: { tenant, people } }) =>
    operator(...Object.values(people).map((id) => `/t/${tenant.slug}/users/${id}`)),
  "/t/[tenant]/audit-events": ({ showcase: { tenant, event } }) =>
    operator(
      `/t/${tenant.slug}/audit-events?limit=8`,
      `/t/${tenant.slug}/audit-events?limit=8&peek=${event}`,
    ),
  "/t/[tenant]/settings": ({ showcase: { tenant, enforced } }) => [
    ...operator(`/t/${tenant.slug}/settings`, `/t/${enforced.slug}/settings`),
    { path: `/t/${tenant.slug}/settings`, as: "admin" },
  ],
};
