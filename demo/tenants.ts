import {
  callbackUri,
  type Installation,
  type ProviderKind,
  registerClient,
} from "#e2e/support/installation.ts";

export type DemoPerson = { email: string; name: string; role: "admin" | "member" };

export type DemoTenant = {
  slug: string;
  name: string;
  domain: string;
  wildcard: boolean;
  providers: readonly ProviderKind[];
  /** The tenant's Entra ID directory, when Microsoft is among its providers. */
  directoryId?: string;
  people: readonly DemoPerson[];
};

/** One password for everybody: this installation lives as long as the command that started it. */
export const demoPassword = "try the gatehouse demo";

export const demoTenants: readonly DemoTenant[] = [
  {
    slug: "contoso",
    name: "Contoso (Microsoft only)",
    domain: "contoso.example",
    wildcard: false,
    providers: ["azure-ad"],
    directoryId: "c0000000-0000-4000-8000-000000000001",
    people: [
      { email: "technician@contoso.example", name: "Contoso technician", role: "member" },
      { email: "admin@contoso.example", name: "Contoso admin", role: "admin" },
    ],
  },
  {
    slug: "fabrikam",
    name: "Fabrikam (Google and Microsoft)",
    domain: "fabrikam.example",
    wildcard: false,
    providers: ["google", "azure-ad"],
    directoryId: "f0000000-0000-4000-8000-000000000002",
    people: [
      { email: "technician@fabrikam.example", name: "Fabrikam technician", role: "member" },
      { email: "admin@fabrikam.example", name: "Fabrikam admin", role: "admin" },
    ],
  },
  {
    slug: "adatum",
    name: "Adatum (its own provider, every subdomain)",
    domain: "adatum.example",
    wildcard: true,
    providers: ["oidc"],
    people: [
      { email: "admin@adatum.example", name: "Adatum admin", role: "admin" },
      { email: "technician@north.adatum.example", name: "Adatum technician", role: "member" },
    ],
  },
];

/** Someone whose domain no tenant has: known to the stand-ins, not to Gatehouse. */
export const stranger = { email: "visitor@unmapped.example", name: "Visitor without a tenant" };

/** Makes one tenant by the public API: providers, the vouched domain, people here and upstream. */
export async function createDemoTenant(installation: Installation, tenant: DemoTenant) {
  const { rest, upstreams, product } = installation;
  const base = `/v1/tenants/${tenant.slug}`;
  await rest("/v1/tenants", { json: { slug: tenant.slug, name: tenant.name } });
  for (const kind of tenant.providers) {
    const redirectUri = callbackUri(product.baseUrl, kind);
    const client = registerClient(upstreams[kind], redirectUri, tenant.slug);
    const json = { ...client, ...providerDetails(installation, tenant, kind) };
    await rest(`${base}/providers/${kind}`, { method: "PUT", json });
  }
  const { domain, wildcard } = tenant;
  await rest(`${base}/domains`, { json: { domain, wildcard, vouch: "part of the demo" } });
  for (const { role, ...person } of tenant.people) {
    const json = { ...person, roles: [role], password: demoPassword };
    await rest(`${base}/users`, { json });
    for (const kind of tenant.providers) {
      const directory = tenant.directoryId === undefined ? {} : { directoryId: tenant.directoryId };
      upstreams[kind].addPerson({ ...person, ...directory });
    }
  }
}

function providerDetails(installation: Installation, tenant: DemoTenant, kind: ProviderKind) {
  switch (kind) {
    case "google":
      return {};
    case "azure-ad":
      // Entra ID says nothing about whether it checked an address.
      return { directoryIds: [tenant.directoryId], trustEmail: true };
    case "oidc":
      return { issuer: installation.upstreams.oidc.issuer, name: "Adatum sign-in" };
  }
}
