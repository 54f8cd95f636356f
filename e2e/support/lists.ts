import type { Showcase } from "./showcase.ts";

export type List = {
  path: (showcase: Showcase) => string;
  /** What the search finds two rows by at least; null where the list has no search. */
  search: ((showcase: Showcase) => string) | null;
  /** A filter that two rows pass at least: its button, the choice, and what stands in the address. */
  filter: { label: string; choice: string; parameter: string };
  /** The head of a column that sorts, and what a click on it puts into the address. */
  sort: { column: string; parameter: string };
  /** Whether a row can be looked into beside the list. */
  hasDrawer: boolean;
};

/** Every list of the console, by its route. A list that is missing here fails a test. */
export const lists: Readonly<Record<string, List>> = {
  "/platform/tenants": {
    path: () => "/platform/tenants",
    search: () => "t-",
    filter: { label: "Status", choice: "Active", parameter: "status=active" },
    sort: { column: "Created", parameter: "sort=createdAt" },
    hasDrawer: true,
  },
  "/platform/provider-expiry": {
    path: () => "/platform/provider-expiry",
    search: ({ tenant }) => tenant.slug,
    filter: { label: "Ends", choice: "Within 60 days", parameter: "withinDays=60" },
    sort: { column: "Tenant", parameter: "sort=tenant" },
    hasDrawer: false,
  },
  "/platform/outbox": {
    path: () => "/platform/outbox",
    search: ({ tenant }) => tenant.domain,
    filter: { label: "Status", choice: "Sent", parameter: "status=sent" },
    sort: { column: "Written", parameter: "sort=createdAt" },
    hasDrawer: true,
  },
  "/t/[tenant]/login-domains": {
    path: ({ tenant }) => `/t/${tenant.slug}/login-domains`,
    search: ({ tenant }) => tenant.slug,
    filter: { label: "Status", choice: "Verified", parameter: "status=verified" },
    sort: { column: "Verified", parameter: "sort=verifiedAt" },
    hasDrawer: true,
  },
  "/t/[tenant]/providers": {
    path: ({ tenant }) => `/t/${tenant.slug}/providers`,
    search: () => "sign-in",
    filter: { label: "Kind", choice: "OpenID Provider", parameter: "kind=oidc" },
    sort: { column: "Name", parameter: "sort=name" },
    hasDrawer: true,
  },
  "/t/[tenant]/policies": {
    path: ({ tenant }) => `/t/${tenant.slug}/policies`,
    search: () => "m",
    filter: { label: "Effect", choice: "Allow", parameter: "effect=allow" },
    sort: { column: "Changed", parameter: "sort=updatedAt" },
    hasDrawer: true,
  },
  "/t/[tenant]/sso-clients": {
    path: ({ tenant }) => `/t/${tenant.slug}/sso-clients`,
    search: () => "wiki",
    filter: { label: "Type", choice: "Confidential", parameter: "type=confidential" },
    sort: { column: "Last used", parameter: "sort=lastUsedAt" },
    hasDrawer: true,
  },
  "/t/[tenant]/users": {
    path: ({ tenant }) => `/t/${tenant.slug}/users`,
    search: () => "person",
    filter: { label: "Role", choice: "Admin", parameter: "role=admin" },
    sort: { column: "Name", parameter: "sort=name" },
    hasDrawer: true,
  },
  "/t/[tenant]/audit-events": {
    path: ({ tenant }) => `/t/${tenant.slug}/audit-events`,
    search: null,
    filter: { label: "Outcome", choice: "Success", parameter: "outcome=success" },
    sort: { column: "When", parameter: "sort=at" },
    hasDrawer: true,
  },
};
