export type ProviderId = "google" | "azure-ad" | "oidc";

/**
 * The buttons, in the order of the discovery answer. The custom provider's name is the tenant's own business,
 * so its button says the same for everybody.
 */
export const PROVIDER_BUTTONS: readonly { id: ProviderId; label: string }[] = [
  { id: "google", label: "Continue with Google" },
  { id: "azure-ad", label: "Continue with Microsoft" },
  { id: "oidc", label: "Continue with company sign-in" },
];
