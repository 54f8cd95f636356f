const texts: Readonly<Record<string, readonly [title: string, text: string]>> = {
  openid: ["Know that it is you", "A name for you that never changes"],
  profile: ["See your name", "And the address that you sign in with"],
  email: ["See your email address", "And that it was checked"],
  roles: ["See your roles and teams", "And what they let you do"],
  offline_access: [
    "Stay connected",
    "For as long as you do not withdraw it, also while you are away",
  ],
};

/** What a scope lets a client do, as the person is asked: in short, and what else there is to say. */
export function scopeText(scope: string): readonly [title: string, text: string] {
  return (Object.hasOwn(texts, scope) ? texts[scope] : undefined) ?? [`Use the scope ${scope}`, ""];
}

/** All that a person agreed to, each in short. */
export function agreedTexts(agreed: {
  scopes: readonly string[];
  claims: readonly string[];
  resources: Readonly<Record<string, readonly string[]>>;
}): string[] {
  return [
    ...agreed.scopes.map((scope) => scopeText(scope)[0]),
    ...agreed.claims.map((claim) => `See your ${claim}`),
    ...Object.entries(agreed.resources).map(
      ([resource, scopes]) => `Use ${resource}: ${scopes.join(", ")}`,
    ),
  ];
}
