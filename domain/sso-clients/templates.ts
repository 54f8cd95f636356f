import type { Snippet, SsoClientTemplate } from "./template.ts";
import { infrastructureTemplates } from "./templates-infrastructure.ts";
import { ownTemplates } from "./templates-own.ts";
import { softwareTemplates } from "./templates-software.ts";

/** The software that has a template: what is known by name first, then what one writes oneself. */
export const ssoClientTemplates: readonly SsoClientTemplate[] = [
  ...softwareTemplates,
  ...infrastructureTemplates,
  ...ownTemplates,
];

/** The template of that name, or null. */
export function templateOf(id: string | null): SsoClientTemplate | null {
  return ssoClientTemplates.find((template) => template.id === id) ?? null;
}

/**
 * What is entered at the software that a client stands for, with the real issuer and ids. A client
 * without a template gets the facts that every OpenID library asks for.
 */
export function snippetsOf(
  client: {
    template: string | null;
    clientId: string;
    type: "confidential" | "public";
    redirectUris: readonly string[];
    grantTypes: readonly string[];
    scopes: readonly string[];
  },
  issuer: string,
): readonly Snippet[] {
  const [redirectUri = ""] = client.redirectUris;
  const url = URL.canParse(redirectUri) ? new URL(redirectUri) : null;
  const facts = {
    issuer,
    clientId: client.clientId,
    redirectUri,
    app: url && url.origin !== "null" ? url.origin : redirectUri,
    scopes: client.scopes,
  };
  return (templateOf(client.template) ?? genericOf(client)).snippets(facts);
}

function genericOf(client: { type: string; grantTypes: readonly string[] }): SsoClientTemplate {
  const signsIn = client.grantTypes.includes("authorization_code");
  const id = client.type === "public" ? "native" : signsIn ? "web" : "service";
  const found = templateOf(id);
  if (!found) throw new Error(`There is no template ${id}`);
  return found;
}
