import { SECRET_PLACEHOLDER, type SsoClientTemplate, webSoftware } from "./template.ts";

/** Software that runs other software, by name. */
export const infrastructureTemplates: readonly SsoClientTemplate[] = [
  {
    ...webSoftware,
    id: "proxmox",
    name: "Proxmox VE",
    text: "Virtual machines, from release 7.1 on.",
    redirectUris: ["https://pve.example.com:8006"],
    scopes: ["openid", "profile", "email"],
    grantTypes: ["authorization_code"],
    snippets: ({ issuer, clientId }) => [
      {
        title: "On a node, or Datacenter > Permissions > Realms",
        text: `pveum realm add gatehouse --type openid \\
  --issuer-url ${issuer} \\
  --client-id ${clientId} \\
  --client-key ${SECRET_PLACEHOLDER} \\
  --username-claim email --autocreate 1
`,
      },
    ],
  },
  {
    ...webSoftware,
    id: "portainer",
    name: "Portainer",
    text: "Containers. OAuth with custom addresses.",
    redirectUris: ["https://portainer.example.com"],
    scopes: ["openid", "profile", "email"],
    grantTypes: ["authorization_code"],
    note: "Gatehouse asks every client for PKCE. Use a release of Portainer that sends it.",
    snippets: ({ issuer, clientId, redirectUri }) => [
      {
        title: "Settings > Authentication > OAuth > Custom",
        text: `Client ID: ${clientId}
Client secret: ${SECRET_PLACEHOLDER}
Authorization URL: ${issuer}/oauth2/auth
Access token URL: ${issuer}/oauth2/token
Resource URL: ${issuer}/oauth2/userinfo
Redirect URL: ${redirectUri}
Logout URL: ${issuer}/oauth2/logout
User identifier: email
Scopes: openid profile email
Auth Style: In Header
`,
      },
    ],
  },
  {
    ...webSoftware,
    id: "argocd",
    name: "Argo CD",
    text: "Deployments. Its browser part proves itself by PKCE, so it has no secret.",
    type: "public",
    authMethod: "none",
    redirectUris: [
      "https://argocd.example.com/pkce/verify",
      "https://argocd.example.com/auth/callback",
      "http://localhost:8085/auth/callback",
    ],
    scopes: ["openid", "profile", "email", "roles"],
    grantTypes: ["authorization_code"],
    snippets: ({ issuer, clientId, app }) => [
      {
        title: "ConfigMap argocd-cm",
        text: `data:
  url: ${app}
  oidc.config: |
    name: Gatehouse
    issuer: ${issuer}
    clientID: ${clientId}
    enablePKCEAuthentication: true
    requestedScopes: ["openid", "profile", "email", "roles"]
    requestedIDTokenClaims: {"email": {"essential": true}, "roles": {"essential": true}}
`,
      },
      {
        title: "ConfigMap argocd-rbac-cm, to give roles by those of Gatehouse",
        text: `data:
  scopes: "[roles]"
  policy.csv: |
    g, admin, role:admin
`,
      },
    ],
  },
  {
    ...webSoftware,
    id: "vault",
    name: "Vault",
    text: "Secrets, by its OIDC auth method.",
    redirectUris: [
      "https://vault.example.com:8200/ui/vault/auth/oidc/oidc/callback",
      "http://localhost:8250/oidc/callback",
    ],
    scopes: ["openid", "profile", "email"],
    grantTypes: ["authorization_code"],
    snippets: ({ issuer, clientId, redirectUri }) => [
      {
        title: "With the vault command",
        text: `vault auth enable oidc
vault write auth/oidc/config \\
  oidc_discovery_url="${issuer}" \\
  oidc_client_id="${clientId}" \\
  oidc_client_secret="${SECRET_PLACEHOLDER}" \\
  default_role="default"
vault write auth/oidc/role/default \\
  user_claim="sub" \\
  oidc_scopes="profile,email" \\
  allowed_redirect_uris="${redirectUri}" \\
  allowed_redirect_uris="http://localhost:8250/oidc/callback" \\
  token_policies="default"
`,
      },
    ],
  },
];
