import {
  SECRET_PLACEHOLDER,
  type SnippetFacts,
  type SsoClientTemplate,
  webSoftware,
} from "./template.ts";

/** What every OpenID library asks for. */
function facts({ issuer, clientId, redirectUri, scopes }: SnippetFacts, secret: boolean): string {
  return `Issuer: ${issuer}
Discovery: ${issuer}/.well-known/openid-configuration
Keys: ${issuer}/.well-known/jwks.json
Client id: ${clientId}
${secret ? `Client secret: ${SECRET_PLACEHOLDER}\n` : ""}Redirect URI: ${redirectUri}
Scopes: ${scopes.join(" ")}
PKCE: S256
`;
}

/** What one writes oneself. */
export const ownTemplates: readonly SsoClientTemplate[] = [
  {
    ...webSoftware,
    id: "web",
    name: "Web application",
    text: "Anything with a server of its own that speaks OpenID Connect.",
    redirectUris: ["https://app.example.com/callback"],
    snippets: (client) => [{ title: "For its OpenID library", text: facts(client, true) }],
  },
  {
    ...webSoftware,
    id: "spa",
    name: "Single-page app",
    text: "An app that runs in the browser alone. It has no secret.",
    type: "public",
    authMethod: "none",
    redirectUris: ["https://app.example.com/callback"],
    snippets: (client) => [
      { title: "For its OpenID library", text: facts(client, false) },
      {
        title: "With oidc-client-ts",
        text: `import { UserManager } from "oidc-client-ts";

export const users = new UserManager({
  authority: "${client.issuer}",
  client_id: "${client.clientId}",
  redirect_uri: "${client.redirectUri}",
  response_type: "code",
  scope: "${client.scopes.join(" ")}",
});
`,
      },
    ],
  },
  {
    ...webSoftware,
    id: "native",
    name: "Native app or command line",
    text: "On a phone, a desktop or a terminal. Any port of 127.0.0.1 will do.",
    type: "public",
    applicationType: "native",
    authMethod: "none",
    grantTypes: [
      "authorization_code",
      "refresh_token",
      "urn:ietf:params:oauth:grant-type:device_code",
    ],
    redirectUris: ["http://127.0.0.1/callback", "com.example.app:/callback"],
    snippets: (client) => [{ title: "For its OpenID library", text: facts(client, false) }],
  },
  {
    ...webSoftware,
    id: "service",
    name: "Service",
    text: "A program that acts in its own name, with nobody signed in.",
    grantTypes: ["client_credentials"],
    scopes: [],
    redirectUris: [],
    snippets: ({ issuer, clientId }) => [
      {
        title: "A token for the program itself",
        text: `curl -u '${clientId}:${SECRET_PLACEHOLDER}' \\
  -d grant_type=client_credentials \\
  ${issuer}/oauth2/token
`,
      },
    ],
  },
];
