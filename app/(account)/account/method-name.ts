import type { SignedIn } from "#domain/sessions/find.ts";

const methods = {
  password: "Password",
  google: "Google",
  "azure-ad": "Microsoft",
  oidc: "Company sign-in",
} satisfies Record<SignedIn["method"], string>;

/** How somebody signed in, in words; the custom provider goes by the name that the tenant gave it. */
export function methodName({
  method,
  providerName,
}: {
  method: SignedIn["method"];
  providerName: string | null;
}): string {
  return method === "oidc" && providerName ? providerName : methods[method];
}
