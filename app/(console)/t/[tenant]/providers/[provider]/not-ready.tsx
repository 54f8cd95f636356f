import { TriangleAlert } from "lucide-react";
import {
  type ProviderFacts,
  reasonTexts,
} from "#app/(console)/t/[tenant]/providers/provider-facts.ts";

const remedies: Readonly<Record<keyof typeof reasonTexts, string>> = {
  switched_off: "Switch it on below.",
  client_id_missing: "Enter one under “Edit settings”.",
  directory_missing: "Enter its id under “Edit settings”.",
  secret_missing: "Enter one under “Edit settings”.",
  secret_expired: "Create a new one at the provider, and add it below.",
  secret_unreadable: "Enter it again under “Edit settings”.",
};

/** Why nobody can sign in with a provider, each reason with what to do about it. */
export function NotReady({ reasons }: { reasons: ProviderFacts["reasons"] }) {
  return (
    <section className="flex gap-3 rounded-card bg-warning-tint p-4 text-warning md:px-6">
      <TriangleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0">
        <h2 className="font-semibold">Nobody can sign in with it</h2>
        <ul className="mt-1 flex flex-col gap-1">
          {reasons.map((reason) => (
            <li key={reason}>
              {reasonTexts[reason]} {remedies[reason]}
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}
