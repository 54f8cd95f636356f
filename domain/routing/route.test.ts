import { expect, test, vi } from "vitest";
import { type DomainName, parseDomainName } from "#domain/login-domains/email-address.ts";
import { log } from "#platform/log.ts";
import type { RouteClaim } from "./facts.ts";
import { routeDomainAfresh } from "./route.ts";

/** What the unique constraint makes impossible. */
vi.mock("./facts.ts", () => ({
  loadRouteClaims: async (domain: DomainName): Promise<RouteClaim[]> =>
    ["one", "two"].map((id) => ({
      domain,
      wildcard: false,
      active: true,
      providerIds: null,
      tenant: { id, status: "active", ssoEnforced: false, appFallback: "allowed" },
      providers: [],
    })),
}));

test("a domain with two verified owners is unresolved, and that is logged", async () => {
  const error = vi.spyOn(log, "error");
  const domain = parseDomainName("acme.com");
  if (!domain) throw new Error("No domain");
  expect(await routeDomainAfresh(domain)).toMatchObject({
    source: "app",
    reason: "ambiguous",
    claim: null,
  });
  expect(error).toHaveBeenCalledWith({ domain }, "a domain has several verified owners");
});
