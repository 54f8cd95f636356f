import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseCidr } from "#platform/env-values.ts";
import { type AccessQuestion, decideAccess, type PolicyRule } from "./decide.ts";

const ANN: AccessQuestion = {
  user: { id: "ann", roles: ["member"], teamIds: ["network"] },
  client: { clientId: "grafana", tags: ["internal"] },
  aal: 1,
  address: "192.0.2.7",
};

function rule(more: Partial<PolicyRule> = {}): PolicyRule {
  return {
    id: crypto.randomUUID(),
    name: "rule",
    effect: "allow",
    enabled: true,
    roles: [],
    teamIds: [],
    userIds: [],
    clientIds: [],
    clientTags: [],
    aal: null,
    networks: [],
    networksMatch: "inside",
    ...more,
  };
}

const decide = (rules: PolicyRule[], question = ANN, defaultEffect: "allow" | "deny" = "deny") =>
  decideAccess({ rules, defaultEffect }, question);
const network = (text: string) => {
  const parsed = parseCidr(text);
  if (!parsed) throw new Error(text);
  return parsed;
};

describe("a decision about using a client", () => {
  test("follows the default where no rule matches, and says that none did", () => {
    expect(decide([], ANN, "allow")).toMatchObject({ allowed: true, decidedBy: null });
    expect(decide([], ANN, "deny")).toMatchObject({ allowed: false, decidedBy: null });
  });

  test("is a refusal as soon as one deny rule matches, wherever it stands", () => {
    const deny = rule({ effect: "deny", roles: ["member"] });
    for (const rules of [
      [deny, rule()],
      [rule(), deny],
    ]) {
      expect(decide(rules, ANN, "allow")).toMatchObject({ allowed: false, decidedBy: deny });
    }
  });

  test("leaves switched-off rules out", () => {
    expect(decide([rule({ enabled: false })])).toMatchObject({ allowed: false });
    expect(decide([rule({ effect: "deny", enabled: false })], ANN, "allow").allowed).toBe(true);
  });

  test.each([
    ["a role", { roles: ["auditor", "member"] }, { roles: ["auditor"] }],
    ["a team", { teamIds: ["network"] }, { teamIds: ["servers"] }],
    ["a user", { userIds: ["ann"] }, { userIds: ["ben"] }],
  ])("lets %s in by any of the lists about people", (_what, hit, miss) => {
    expect(decide([rule(hit)]).allowed).toBe(true);
    const refused = decide([rule(miss)]);
    expect(refused.allowed).toBe(false);
    expect(refused.verdicts[0]?.mismatch).toBe("user");
    expect(decide([rule({ ...miss, ...hit, roles: ["member"] })]).allowed).toBe(true);
  });

  test("asks for one of the clients or one of their tags", () => {
    expect(decide([rule({ clientIds: ["grafana"] })]).allowed).toBe(true);
    expect(decide([rule({ clientTags: ["internal"] })]).allowed).toBe(true);
    expect(decide([rule({ clientIds: ["other"], clientTags: ["internal"] })]).allowed).toBe(true);
    expect(decide([rule({ clientIds: ["other"] })]).verdicts[0]?.mismatch).toBe("client");
  });

  test("asks for people, client, level and network together", () => {
    const all = {
      roles: ["member"],
      clientTags: ["internal"],
      aal: 1 as const,
      networks: [network("192.0.2.0/24")],
    };
    expect(decide([rule(all)]).allowed).toBe(true);
    for (const broken of [
      { roles: ["admin"] },
      { clientTags: ["public"] },
      { aal: 2 as const },
      { networks: [network("198.51.100.0/24")] },
    ]) {
      expect(decide([rule({ ...all, ...broken })]).allowed).toBe(false);
    }
  });

  test("says when a second factor would turn it", () => {
    expect(decide([rule({ aal: 2 })])).toMatchObject({ allowed: false, allowedAtAal2: true });
    const without = rule({ effect: "deny", aal: 1 });
    expect(decide([without], ANN, "allow")).toMatchObject({ allowed: false, allowedAtAal2: true });
    expect(decide([without], { ...ANN, aal: 2 }, "allow").allowed).toBe(true);
    expect(decide([rule({ effect: "deny" })], ANN, "allow").allowedAtAal2).toBe(false);
  });

  test("knows networks of both families, mapped addresses, and what lies outside", () => {
    const office = [network("192.0.2.0/24"), network("2001:db8::/32")];
    const only = rule({ effect: "deny", networks: office, networksMatch: "outside" });
    const from = (address: string) => decide([only], { ...ANN, address }, "allow").allowed;
    expect(["192.0.2.7", "::ffff:192.0.2.7", "2001:db8::1"].map(from)).toEqual([true, true, true]);
    // Nobody knows where an unreadable address is, so it is not in the office.
    expect(["198.51.100.1", "2001:db9::1", "unknown", ""].map(from)).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });

  test("does not depend on the order of the rules, and a deny rule never lets more people in", () => {
    const some = (...all: string[]) => fc.subarray(all);
    const anyRule = fc
      .record({
        effect: fc.constantFrom("allow" as const, "deny" as const),
        enabled: fc.boolean(),
        roles: some("member", "admin"),
        teamIds: some("network", "servers"),
        userIds: some("ann", "ben"),
        clientIds: some("grafana", "vault"),
        clientTags: some("internal", "public"),
        aal: fc.constantFrom(null, 1 as const, 2 as const),
        networksMatch: fc.constantFrom("inside" as const, "outside" as const),
        networks: fc.subarray([network("192.0.2.0/24"), network("10.0.0.0/8")]),
      })
      .map((more) => rule(more));
    fc.assert(
      fc.property(fc.array(anyRule), anyRule, fc.constantFrom("allow", "deny"), (rules, one, d) => {
        const allowed = decide(rules, ANN, d).allowed;
        expect(decide([...rules].reverse(), ANN, d).allowed).toBe(allowed);
        if (!allowed) {
          expect(decide([...rules, { ...one, effect: "deny" }], ANN, d).allowed).toBe(false);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
