import { describe, expect, test } from "vitest";
import { type DomainName, parseDomainName } from "#domain/login-domains/email-address.ts";
import { decideRoute, offeredKinds, offeredProvider } from "./decide.ts";
import type { RouteClaim } from "./facts.ts";

const now = new Date("2026-11-20T12:00:00Z");
const GOOGLE = { kind: "google", name: "Google" } as const;
const MICROSOFT = { kind: "azure-ad", name: "Microsoft" } as const;
const fallback = { enabled: true, providers: [GOOGLE, MICROSOFT] };

type Provider = RouteClaim["providers"][number];

function provider(id: string, more: Partial<Provider> = {}): Provider {
  return {
    id,
    kind: "google",
    name: id,
    enabled: true,
    clientId: "client",
    issuer: "https://accounts.google.com",
    directoryIds: [],
    secrets: [{ expiresAt: null, keyKnown: true }],
    ...more,
  };
}

function claim(
  domain: string,
  more: Partial<Omit<RouteClaim, "tenant">> & { tenant?: Partial<RouteClaim["tenant"]> } = {},
): RouteClaim {
  return {
    domain,
    wildcard: false,
    active: true,
    providerIds: null,
    providers: [provider(`google of ${domain}`)],
    ...more,
    tenant: {
      id: `tenant of ${domain}`,
      status: "active",
      ssoEnforced: false,
      appFallback: "allowed",
      ...more.tenant,
    },
  };
}

function domainName(raw: string): DomainName {
  const domain = parseDomainName(raw);
  if (!domain) throw new Error(`${raw} is no domain`);
  return domain;
}

const decide = (domain: string, claims: RouteClaim[], platform = fallback) =>
  decideRoute(domainName(domain), claims, platform, now);

describe("scope", () => {
  const exact = claim("acme.com");
  const wide = claim("acme.com", { wildcard: true });

  test("an exact claim covers its domain and nothing below or beside it", () => {
    expect(decide("acme.com", [exact])).toMatchObject({ source: "tenant", claim: exact });
    for (const other of ["mail.acme.com", "notacme.com", "acme.com.evil.com", "acme.co"]) {
      expect(decide(other, [exact])).toMatchObject({ source: "app", claim: null });
    }
  });

  test("a wildcard covers what is below, however deep, and the domain itself", () => {
    for (const covered of ["acme.com", "mail.acme.com", "a.b.c.acme.com"]) {
      expect(decide(covered, [wide])).toMatchObject({ source: "tenant", claim: wide });
    }
    expect(decide("notacme.com", [wide])).toMatchObject({ source: "app", claim: null });
  });

  test("of several wildcards the one with most labels wins, in whatever order they come", () => {
    const deep = claim("eu.acme.com", { wildcard: true });
    for (const claims of [
      [wide, deep],
      [deep, wide],
    ]) {
      expect(decide("mail.eu.acme.com", claims).claim).toBe(deep);
      expect(decide("mail.acme.com", claims).claim).toBe(wide);
    }
  });

  test("an exact claim beats a wildcard", () => {
    const own = claim("mail.acme.com");
    expect(decide("mail.acme.com", [wide, own]).claim).toBe(own);
    expect(decide("x.mail.acme.com", [wide, own]).claim).toBe(wide);
  });

  test("a deactivated claim routes nothing, and covers nothing up", () => {
    const off = claim("mail.acme.com", { active: false });
    expect(decide("mail.acme.com", [off])).toMatchObject({ source: "app", claim: null });
    expect(decide("mail.acme.com", [off, wide]).claim).toBe(wide);
  });
});

describe("ambiguity", () => {
  test("a domain with two verified owners is unresolved: nobody's own providers are offered", () => {
    const one = claim("acme.com", { tenant: { id: "one" } });
    const two = claim("acme.com", { tenant: { id: "two" }, providers: [provider("of two")] });
    const decision = decide("acme.com", [one, two]);
    expect(decision).toMatchObject({ source: "app", reason: "ambiguous", claim: null });
    expect(decision.providers.every((offered) => offered.id === null)).toBe(true);
  });

  test("two wildcard owners of a parent leave what is below unresolved as well", () => {
    const owners = ["one", "two"].map((id) =>
      claim("acme.com", { wildcard: true, tenant: { id } }),
    );
    expect(decide("mail.acme.com", owners)).toMatchObject({ reason: "ambiguous", claim: null });
  });
});

describe("providers", () => {
  test("only those that are ready and that the domain picked are offered, each with its reason", () => {
    const decision = decide("acme.com", [
      claim("acme.com", {
        providerIds: ["ready", "off", "expired"],
        providers: [
          provider("ready", { kind: "azure-ad", issuer: "https://login.example/one" }),
          provider("off", { enabled: false }),
          provider("expired", { secrets: [{ expiresAt: now, keyKnown: true }] }),
          provider("unpicked"),
        ],
      }),
    ]);
    expect(offeredKinds(decision)).toEqual(["azure-ad"]);
    expect(decision.providers.map(({ id, reasons }) => [id, reasons])).toEqual([
      ["ready", []],
      ["off", ["switched_off"]],
      ["expired", ["secret_expired"]],
      ["unpicked", ["not_picked_by_domain"]],
    ]);
  });

  test("are named in the contract's order, whatever order they are stored in", () => {
    const kinds = ["oidc", "azure-ad", "google"] as const;
    const providers = kinds.map((kind) => provider(kind, { kind, issuer: "https://id.example/x" }));
    const decision = decide("acme.com", [claim("acme.com", { providers })]);
    expect(offeredKinds(decision)).toEqual(["google", "azure-ad", "oidc"]);
  });

  test("of several custom ones a domain offers one, the first that is ready and picked", () => {
    const custom = ["a", "b", "c"].map((id) => provider(id, { kind: "oidc", enabled: id !== "a" }));
    const all = decide("acme.com", [claim("acme.com", { providers: custom })]);
    expect(offeredProvider(all, "oidc")?.id).toBe("b");
    expect(all.providers.at(-1)?.reasons).toEqual(["another_custom_provider_first"]);
    const picked = claim("acme.com", { providers: custom, providerIds: ["c"] });
    expect(offeredProvider(decide("acme.com", [picked]), "oidc")?.id).toBe("c");
  });

  test("a tenant without a ready provider offers none, and never the platform's instead", () => {
    const decision = decide("acme.com", [claim("acme.com", { providers: [] })]);
    expect(decision).toMatchObject({ source: "tenant", providers: [] });
  });

  test("a suspended tenant offers none, and the platform's own do not step in", () => {
    const decision = decide("acme.com", [claim("acme.com", { tenant: { status: "suspended" } })]);
    expect(decision).toMatchObject({ source: "none", reason: "tenant_suspended", providers: [] });
  });
});

describe("app fallback", () => {
  test("an unclaimed domain gets the platform's own providers", () => {
    const decision = decide("nobody.example", []);
    expect(decision).toMatchObject({ source: "app", reason: "unclaimed" });
    expect(offeredKinds(decision)).toEqual(["google", "azure-ad"]);
  });

  test("switched off, it gets none", () => {
    const decision = decide("nobody.example", [], { ...fallback, enabled: false });
    expect(decision).toMatchObject({ source: "none", reason: "app_fallback_off" });
    expect(offeredKinds(decision)).toEqual([]);
  });
});
