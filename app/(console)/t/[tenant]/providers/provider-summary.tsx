import { Facts } from "#components/ui/facts.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { kindNames, type ProviderFacts } from "./provider-facts.ts";

/** What a provider is, and who may come in through it. */
export function ProviderSummary({ provider, now }: { provider: ProviderFacts; now: Date }) {
  const mono = "break-all font-mono text-compact";
  return (
    <Facts
      facts={[
        { label: "Kind", value: kindNames[provider.kind] },
        { label: "Issuer", value: <code className={mono}>{provider.issuer}</code> },
        { label: "Client id", value: <code className={mono}>{provider.clientId}</code> },
        ...(provider.kind === "azure-ad"
          ? [
              {
                label: "Allowed directories",
                value:
                  provider.directoryIds.length === 0 ? (
                    "None yet"
                  ) : (
                    <ul>
                      {provider.directoryIds.map((id) => (
                        <li className={mono} key={id}>
                          {id}
                        </li>
                      ))}
                    </ul>
                  ),
              },
            ]
          : []),
        ...(provider.kind === "oidc"
          ? [
              {
                label: "Email addresses",
                value: provider.trustEmail
                  ? "Trusted as the provider states them"
                  : "Only those that the provider says it verified",
              },
            ]
          : []),
        {
          label: "Last successful sign-in",
          value: provider.lastSignInAt ? (
            <RelativeTime at={new Date(provider.lastSignInAt)} now={now} />
          ) : (
            "Never"
          ),
        },
      ]}
    />
  );
}
