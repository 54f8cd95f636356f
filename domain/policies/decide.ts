import { type Cidr, isWithin, parseAddress } from "#platform/env-values.ts";

/** One rule, as far as a decision reads it. Empty lists ask for nothing. */
export type PolicyRule = {
  id: string;
  name: string;
  effect: "allow" | "deny";
  enabled: boolean;
  roles: readonly string[];
  teamIds: readonly string[];
  userIds: readonly string[];
  clientIds: readonly string[];
  clientTags: readonly string[];
  aal: 1 | 2 | null;
  networks: readonly Cidr[];
  networksMatch: "inside" | "outside";
};

/** All rules of a tenant, and what holds where none matches. */
export type PolicySet = { rules: readonly PolicyRule[]; defaultEffect: "allow" | "deny" };

/**
 * Who wants to use what, from where. Everything but the address comes from our own records: the
 * client's tags are the registry's, never what a request says about itself.
 */
export type AccessQuestion = {
  user: { id: string; roles: readonly string[]; teamIds: readonly string[] };
  client: { clientId: string; tags: readonly string[] };
  aal: 1 | 2;
  /** The client address as text; one that is no address is in no network. */
  address: string;
};

/** The part of a rule that kept it from matching. */
export type Mismatch = "disabled" | "user" | "client" | "aal" | "network";

export type RuleVerdict = { rule: PolicyRule; mismatch: Mismatch | null };

export type AccessDecision = {
  allowed: boolean;
  /** The rule that decided; null: the tenant's default did. */
  decidedBy: PolicyRule | null;
  /** True when the same person would be let in after giving a second factor. */
  allowedAtAal2: boolean;
  verdicts: readonly RuleVerdict[];
};

/**
 * Decides whether a person may use a client: any matching deny rule refuses, else any matching
 * allow rule admits, else the default holds. The order of rules never matters.
 */
export function decideAccess(set: PolicySet, question: AccessQuestion): AccessDecision {
  const decision = judge(set, question);
  return {
    ...decision,
    allowedAtAal2:
      question.aal === 1 && !decision.allowed && judge(set, { ...question, aal: 2 }).allowed,
  };
}

function judge(set: PolicySet, question: AccessQuestion) {
  const verdicts = set.rules.map((rule) => ({ rule, mismatch: mismatchOf(rule, question) }));
  const matching = verdicts.filter(({ mismatch }) => mismatch === null).map(({ rule }) => rule);
  const decidedBy =
    matching.find(({ effect }) => effect === "deny") ??
    matching.find(({ effect }) => effect === "allow") ??
    null;
  return {
    allowed: (decidedBy?.effect ?? set.defaultEffect) === "allow",
    decidedBy,
    verdicts,
  };
}

function mismatchOf(rule: PolicyRule, question: AccessQuestion): Mismatch | null {
  if (!rule.enabled) return "disabled";
  if (!coversUser(rule, question.user)) return "user";
  if (!coversClient(rule, question.client)) return "client";
  if (rule.aal !== null && rule.aal !== question.aal) return "aal";
  return coversAddress(rule, question.address) ? null : "network";
}

function coversUser(rule: PolicyRule, user: AccessQuestion["user"]): boolean {
  const asksNobody = rule.roles.length + rule.teamIds.length + rule.userIds.length === 0;
  return (
    asksNobody ||
    rule.userIds.includes(user.id) ||
    rule.roles.some((role) => user.roles.includes(role)) ||
    rule.teamIds.some((team) => user.teamIds.includes(team))
  );
}

function coversClient(rule: PolicyRule, client: AccessQuestion["client"]): boolean {
  return (
    rule.clientIds.length + rule.clientTags.length === 0 ||
    rule.clientIds.includes(client.clientId) ||
    rule.clientTags.some((tag) => client.tags.includes(tag))
  );
}

function coversAddress(rule: PolicyRule, address: string): boolean {
  if (rule.networks.length === 0) return true;
  return isWithin(parseAddress(address), rule.networks) === (rule.networksMatch === "inside");
}
