import { randomBytes } from "node:crypto";
import {
  callbackUri,
  type Installation,
  type ProviderKind,
  record,
  registerClient,
} from "./installation.ts";

export type Person = { id: string; email: string; name: string; password: string };

export type TenantOptions = {
  /** All three by default. */
  providers?: readonly ProviderKind[];
  /** People that the tenant and the stand-ins of its providers know; one by default. */
  people?: number;
  roles?: readonly string[];
  wildcard?: boolean;
  /** Whether the domain is vouched for; true by default. */
  verified?: boolean;
};

export type TestTenant = {
  slug: string;
  name: string;
  domain: string;
  /** What the tenant is registered with at each stand-in. */
  clients: Partial<Record<ProviderKind, { clientId: string; clientSecret: string }>>;
  people: Person[];
  /** The first of the people. */
  person: Person;
};

/** Makes a tenant of its own for one test: providers with their own clients, a domain, people. */
export async function newTenant(
  installation: Installation,
  options: TenantOptions = {},
): Promise<TestTenant> {
  const slug = `t-${randomBytes(5).toString("hex")}`;
  const name = `Tenant ${slug}`;
  const domain = `${slug}.example`;
  const base = `/v1/tenants/${slug}`;
  const { rest } = installation;
  await rest("/v1/tenants", { json: { slug, name } });

  const clients: TestTenant["clients"] = {};
  const kinds = options.providers ?? ["google", "azure-ad", "oidc"];
  for (const kind of kinds) clients[kind] = await addProvider(installation, slug, kind);

  const proof = options.verified === false ? {} : { vouch: "made for a test" };
  const wildcard = options.wildcard ?? false;
  await rest(`${base}/domains`, { json: { domain, wildcard, ...proof } });

  const people: Person[] = [];
  for (let number = 1; number <= (options.people ?? 1); number += 1) {
    const host = wildcard && number > 1 ? `part${number}.${domain}` : domain;
    const person = { email: `person${number}@${host}`, name: `Person ${number} of ${slug}` };
    people.push(await addPerson(installation, slug, person, kinds, options.roles));
  }
  const [person] = people;
  if (person === undefined) throw new Error("a test tenant needs at least one person");
  return { slug, name, domain, clients, people, person };
}

/** Registers a client at the stand-in of this kind and configures the tenant with it. */
export async function addProvider(installation: Installation, slug: string, kind: ProviderKind) {
  const upstream = installation.upstreams[kind];
  const redirectUri = callbackUri(installation.product.baseUrl, kind);
  const client = registerClient(upstream, redirectUri, `${slug}-${kind}`);
  await installation.rest(`/v1/tenants/${slug}/providers/${kind}`, {
    method: "PUT",
    json: {
      ...client,
      ...(kind === "oidc" ? { issuer: upstream.issuer, name: `${slug} sign-in` } : {}),
      ...(kind === "azure-ad" ? { directoryIds: upstream.directoryIds.slice(0, 1) } : {}),
      // Entra ID says nothing about whether it checked an address.
      trustEmail: kind === "azure-ad",
    },
  });
  return client;
}

async function addPerson(
  installation: Installation,
  slug: string,
  person: { email: string; name: string },
  kinds: readonly ProviderKind[],
  roles: readonly string[] = ["member"],
): Promise<Person> {
  const password = randomBytes(12).toString("base64url");
  const json = { ...person, roles, password };
  const user = record(await installation.rest(`/v1/tenants/${slug}/users`, { json }));
  for (const kind of kinds) installation.upstreams[kind].addPerson(person);
  return { ...person, id: String(user["id"]), password };
}
