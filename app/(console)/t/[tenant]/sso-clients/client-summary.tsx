import { CopyLine } from "#components/ui/copy-line.tsx";
import { Facts } from "#components/ui/facts.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { EnabledBadge, Tags } from "./client-badges.tsx";
import { authMethodNames, type ClientFacts, grantNames, typeNames } from "./client-facts.ts";
import { LastUse } from "./last-use.tsx";

/** What a client is, and what it may do. */
export function ClientSummary({ client, now }: { client: ClientFacts; now: Date }) {
  return (
    <Facts
      facts={[
        { label: "Sign-in", value: <EnabledBadge enabled={client.enabled} /> },
        {
          label: "Client id",
          value: <CopyLine label="Copy the client id" value={client.clientId} />,
        },
        { label: "Last used", value: <LastUse client={client} now={now} /> },
        { label: "Type", value: typeNames[client.type] },
        { label: "It proves who it is by", value: authMethodNames[client.authMethod] },
        {
          label: "It may",
          value: (
            <ul>
              {client.grantTypes.map((grant) => (
                <li key={grant}>{grantNames[grant] ?? grant}</li>
              ))}
            </ul>
          ),
        },
        {
          label: "Sign-in asks for",
          value: client.requiredAal === 2 ? "A second factor" : "One factor",
        },
        { label: "Consent", value: client.firstParty ? "Not asked: your own" : "Asked once" },
        { label: "Tokens are signed with", value: client.tokenFormat },
        { label: "Scopes", value: client.scopes.join(" ") || "None" },
        { label: "Tags", value: <Tags tags={client.tags} /> },
        {
          label: "Registered",
          value: <RelativeTime at={new Date(client.createdAt)} now={now} />,
        },
      ]}
    />
  );
}
