import { signInOverHttp } from "./http-sign-in.ts";
import { type Installation, type ProviderKind, record } from "./installation.ts";
import { newTenant, type Person, type TestTenant } from "./new-tenant.ts";

/** A tenant with something in every state that a screen tells apart. */
export type Showcase = {
  tenant: TestTenant;
  admin: Person;
  /** A tenant where only its provider signs people in. */
  enforced: TestTenant;
  /** A tenant that has nothing but a domain, which asks for one of the showcase's. */
  asker: TestTenant;
  /** Nobody who may see the console. */
  member: Person;
  /** A domain without its record, one whose record is wrong, and one that another tenant asks for. */
  domains: { pending: string; wrong: string; leaving: string };
  /** Ids: two live secrets, a failed test, and one switched off. */
  providers: { rotating: string; failing: string; off: string };
  /** Ids: signed in through a provider, suspended, invited. */
  people: { linked: string; suspended: string; invited: string };
  /** Ids: two live secrets, and one without any, switched off and with a name that is long. */
  clients: { rotating: string; public: string };
  /** The id of a policy. */
  policy: string;
  /** The id of an event with old and new values. */
  event: string;
  /** Paths with their tokens. */
  links: { invitation: string; reset: string };
};

const day = 86_400_000;

/** Makes the showcase by the public API and one sign-in. */
export async function makeShowcase(installation: Installation): Promise<Showcase> {
  const { rest, smtp, dns, upstreams } = installation;
  const tenant = await newTenant(installation, { roles: ["admin"], people: 3 });
  const { slug, domain } = tenant;
  const [admin, linked, suspended] = tenant.people;
  if (!admin || !linked || !suspended) throw new Error("a showcase needs three people");
  const base = `/v1/tenants/${slug}`;
  const post = async (path: string, json: object = {}) =>
    record(await rest(`${base}${path}`, { method: "POST", json }));

  const domains = {
    pending: `${slug}-pending.com`,
    wrong: `${slug}-wrong.com`,
    leaving: `${slug}-leaving.com`,
  };
  await post("/domains", { domain: domains.pending });
  await post("/domains", { domain: domains.wrong, wildcard: true });
  dns.setTxt(`_gatehouse-challenge.${domains.wrong}`, ["v=spf1 -all"]);
  await post(`/domains/${domains.wrong}/verify`);
  await post("/domains", { domain: domains.leaving, vouch: "made for a test" });
  const asker = await newTenant(installation, { providers: [] });
  const theirs = `/v1/tenants/${asker.slug}/domains`;
  await rest(theirs, { json: { domain: domains.leaving } });
  await rest(`${theirs}/${domains.leaving}/move`, { method: "POST", json: {} });

  const listed = record(await rest(`${base}/providers`))["items"];
  const ids = (Array.isArray(listed) ? listed : []).map(record);
  const idOf = (kind: string) => String(ids.find((one) => one["kind"] === kind)?.["id"]);
  const providers = { rotating: idOf("google"), failing: idOf("azure-ad"), off: idOf("oidc") };

  const visitor = "198.18.240.1";
  const arrive = async (kind: ProviderKind, { email }: Person) => {
    const attempt = { kind, email, callbackUrl: "/account" };
    const { landing } = await signInOverHttp(installation, visitor, attempt);
    if (landing.address.pathname !== "/account") throw new Error(`ended in ${landing.address}`);
  };
  // Two admins through a provider: single sign-on may be enforced.
  await arrive("google", admin);
  await arrive("oidc", linked);
  const enforced = await newTenant(installation, {
    roles: ["admin"],
    people: 2,
    providers: ["google"],
  });
  for (const person of enforced.people) await arrive("google", person);
  await rest(`/v1/tenants/${enforced.slug}/sso-enforcement`, { method: "POST", json: {} });

  await post(`/providers/${providers.rotating}/rotate-secret`, {
    clientSecret: "a second secret that nobody knows",
    secretExpiresAt: new Date(Date.now() + 5 * day).toISOString(),
  });
  await rest(`${base}/providers/azure-ad`, {
    method: "PUT",
    json: {
      clientId: tenant.clients["azure-ad"]?.clientId,
      clientSecret: "not the secret",
      directoryIds: upstreams["azure-ad"].directoryIds.slice(0, 1),
    },
  });
  await post(`/providers/${providers.failing}/test`);
  await post("/providers", {
    kind: "oidc",
    name: "A second sign-in",
    issuer: upstreams.oidc.issuer,
    clientId: "nobody-knows-it",
    clientSecret: "nor this",
    secretExpiresAt: new Date(Date.now() + 40 * day).toISOString(),
  });
  await rest(`${base}/providers/oidc`, {
    method: "PUT",
    json: {
      clientId: tenant.clients.oidc?.clientId,
      name: `${slug} sign-in`,
      enabled: false,
    },
  });

  const policy = await post("/policies", {
    name: "Admins alone",
    effect: "allow",
    roles: ["admin"],
  });
  await post("/policies", { name: "Members too", effect: "allow", roles: ["member"] });

  const wiki = { name: "Wiki", redirectUris: ["https://wiki.example/callback"], tags: ["ops"] };
  const rotating = await post("/sso-clients", wiki);
  await post(`/sso-clients/${rotating["clientId"]}/rotate-secret`, { overlapHours: 24 });
  await post("/sso-clients", { ...wiki, name: "Wiki of the other office", template: "gitlab" });
  const app = await post("/sso-clients", {
    name: `${"Fernwartungsanwendung".repeat(4)} <b>für alle</b>`,
    type: "public",
    redirectUris: [`com.example.${"remote".repeat(20)}:/callback`],
    enabled: false,
  });

  const memberPassword = "the password of a member";
  const memberMail = `member@${domain}`;
  const person = { email: memberMail, name: "مريم العلي", roles: ["member"] };
  const member = await post("/users", { ...person, password: memberPassword });
  await post(`/users/${suspended.id}/suspend`);
  const email = `invited@${domain}`;
  const long = `${"Wolfeschlegelsteinhausenbergerdorff".repeat(3)} <b>the third</b>`;
  const invited = await post("/users/invitations", { email, name: long, roles: ["auditor"] });
  await post(`/users/${admin.id}/reset-password`);

  const linkTo = async (to: string) => {
    const mail = await smtp.waitForMail((one) => one.to.includes(to) && /token=/.test(one.text));
    const link = new URL(/https?:\/\/\S+/.exec(mail.text)?.[0] ?? "");
    return link.pathname + link.search;
  };
  const events = record(await rest(`${base}/audit-events?action=identity_provider.update`));
  const profile = record(await rest(`${base}/users/${linked.id}`));
  return {
    tenant,
    enforced,
    asker,
    admin,
    member: { id: String(member["id"]), ...person, password: memberPassword },
    domains,
    providers,
    people: {
      linked: String(profile["id"]),
      suspended: suspended.id,
      invited: String(invited["id"]),
    },
    clients: { rotating: String(rotating["id"]), public: String(app["id"]) },
    policy: String(policy["id"]),
    event: firstId(events),
    links: { invitation: await linkTo(email), reset: await linkTo(admin.email) },
  };
}

function firstId(page: Record<string, unknown>): string {
  const items = Array.isArray(page["items"]) ? page["items"] : [];
  return String(record(items[0])["id"]);
}
