/** The providers that the contract names, in the order in which discovery lists them. */
export const providerKinds = ["google", "azure-ad", "oidc"] as const;

export type ProviderKind = (typeof providerKinds)[number];
