import type { Installation, ProviderKind } from "#e2e/support/installation.ts";
import { type DemoTenant, demoPassword, stranger } from "./tenants.ts";

const buttons: Record<ProviderKind, string> = {
  google: "Google",
  "azure-ad": "Microsoft",
  oidc: "company sign-in",
};

/** What the terminal says once the demo stands: where to go, who to be, and what should happen. */
export function tour(installation: Installation, tenants: readonly DemoTenant[]): string {
  const { product, operator, upstreams, credential } = installation;
  const table = tenants.flatMap(({ name, people, providers }) => [
    `  ${name}`,
    ...people.map(
      ({ email, role }) => `    ${email.padEnd(34)} ${role.padEnd(8)} ${lit(providers)}`,
    ),
  ]);
  const microsoft = upstreams["azure-ad"];
  return `
Gatehouse is running: ${product.baseUrl}/auth/msp/signin

Type an email and watch the provider buttons: exactly those that the email's domain allows light up.
${table.join("\n")}
  No tenant has this domain
    ${stranger.email.padEnd(34)} ${"-".padEnd(8)} ${lit(["google", "azure-ad"])}, the installation's own

Then press a lit button. A stand-in for the provider asks who you are: confirm the address, there is
no password. You come back signed in: a member to their account with its sessions, an admin to the console.

Also worth a try
  - An address that nobody has, such as nobody@contoso.example: the same buttons, nothing given away.
  - ${stranger.email}: the sign-in ends in the neutral error, since nobody here knows that person.
  - Any person with their password, which works whatever the buttons say: ${demoPassword}
  - The operator, ${operator.email}, with the same password.
  - The page without JavaScript: "Continue" takes the place of the automatic lookup.
  - ${product.baseUrl}/auth/msp/signin?login_hint=admin@fabrikam.example&callbackUrl=/account

Why does an address see these buttons? Ask the command line
  export GATEHOUSE_URL=${product.baseUrl} GATEHOUSE_TOKEN=${credential}
  bin/gatehouse domains explain technician@north.adatum.example
  bin/gatehouse audit list --tenant contoso

The stand-ins: Google ${upstreams.google.issuer}, Microsoft ${microsoft.origin}, company sign-in ${upstreams.oidc.issuer}
Health and metrics: ${product.managementUrl}/readyz and /metrics
Ctrl-C stops everything and deletes it.`;
}

function lit(kinds: readonly ProviderKind[]): string {
  return kinds.map((kind) => buttons[kind]).join(" and ");
}
