/** A policy as its screens know it. */
export type PolicyFacts = {
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
  networks: readonly string[];
  networksMatch: "inside" | "outside";
  updatedAt: string;
};

/** Whom a policy is about, in a few words. */
export function whoText(policy: PolicyFacts): string {
  const parts = [
    ...policy.roles.map((role) => `role ${role}`),
    ...counted(policy.teamIds.length, "team", "teams"),
    ...counted(policy.userIds.length, "person", "people"),
  ];
  return parts.length === 0 ? "Everyone" : listed(parts, "or");
}

/** Which SSO clients it is about. */
export function whatText(policy: PolicyFacts): string {
  const parts = [
    ...policy.clientTags.map((tag) => `tag ${tag}`),
    ...counted(policy.clientIds.length, "client", "clients"),
  ];
  return parts.length === 0 ? "Every client" : listed(parts, "or");
}

/** Under which circumstances; empty when it always holds. */
export function whenText(policy: PolicyFacts): string {
  const level = policy.aal === null ? [] : [policy.aal === 2 ? "two factors" : "one factor"];
  const place =
    policy.networks.length === 0
      ? []
      : [`${policy.networksMatch} ${listed(policy.networks, "or")}`];
  return listed([...level, ...place], "and");
}

function counted(count: number, one: string, many: string): string[] {
  return count === 0 ? [] : [`${count} ${count === 1 ? one : many}`];
}

function listed(parts: readonly string[], word: "and" | "or"): string {
  const last = parts.at(-1) ?? "";
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(", ")} ${word} ${last}`;
}
