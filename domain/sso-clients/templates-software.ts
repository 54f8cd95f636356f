import { SECRET_PLACEHOLDER, type SsoClientTemplate, webSoftware } from "./template.ts";

/** Software that people use, by name. */
export const softwareTemplates: readonly SsoClientTemplate[] = [
  {
    ...webSoftware,
    id: "grafana",
    name: "Grafana",
    text: "Dashboards. Roles become Grafana's own.",
    redirectUris: ["https://grafana.example.com/login/generic_oauth"],
    scopes: ["openid", "profile", "email", "roles", "offline_access"],
    postLogoutRedirectUris: ["https://grafana.example.com/login"],
    snippets: ({ issuer, clientId, app, scopes }) => [
      {
        title: "grafana.ini",
        text: `[server]
root_url = ${app}/

[auth.generic_oauth]
enabled = true
name = Gatehouse
allow_sign_up = true
client_id = ${clientId}
client_secret = ${SECRET_PLACEHOLDER}
scopes = ${scopes.join(" ")}
auth_url = ${issuer}/oauth2/auth
token_url = ${issuer}/oauth2/token
api_url = ${issuer}/oauth2/userinfo
use_pkce = true
use_refresh_token = true
email_attribute_path = email
name_attribute_path = name
role_attribute_path = contains(roles[*], 'admin') && 'Admin' || 'Viewer'
`,
      },
    ],
  },
  {
    ...webSoftware,
    id: "gitlab",
    name: "GitLab",
    text: "Code and pipelines, self-managed.",
    redirectUris: ["https://gitlab.example.com/users/auth/openid_connect/callback"],
    scopes: ["openid", "profile", "email"],
    grantTypes: ["authorization_code"],
    snippets: ({ issuer, clientId, redirectUri }) => [
      {
        title: "/etc/gitlab/gitlab.rb, then gitlab-ctl reconfigure",
        text: `gitlab_rails['omniauth_providers'] = [
  {
    name: "openid_connect",
    label: "Gatehouse",
    args: {
      name: "openid_connect",
      scope: ["openid", "profile", "email"],
      response_type: "code",
      issuer: "${issuer}",
      discovery: true,
      client_auth_method: "basic",
      uid_field: "sub",
      pkce: true,
      client_options: {
        identifier: "${clientId}",
        secret: "${SECRET_PLACEHOLDER}",
        redirect_uri: "${redirectUri}"
      }
    }
  }
]
`,
      },
    ],
  },
  {
    ...webSoftware,
    id: "gitea",
    name: "Gitea",
    text: "Code hosting. The source's name stands in the redirect URI.",
    redirectUris: ["https://gitea.example.com/user/oauth2/gatehouse/callback"],
    scopes: ["openid", "profile", "email"],
    grantTypes: ["authorization_code"],
    note: "Gatehouse asks every client for PKCE. Use a release of Gitea whose OpenID Connect source sends it.",
    snippets: ({ issuer, clientId }) => [
      {
        title: "On the Gitea server",
        text: `gitea admin auth add-oauth \\
  --name gatehouse \\
  --provider openidConnect \\
  --key ${clientId} \\
  --secret ${SECRET_PLACEHOLDER} \\
  --auto-discover-url ${issuer}/.well-known/openid-configuration \\
  --scopes profile --scopes email
`,
      },
    ],
  },
  {
    ...webSoftware,
    id: "nextcloud",
    name: "Nextcloud",
    text: "Files and calendars, with its app OpenID Connect user backend.",
    redirectUris: ["https://cloud.example.com/apps/user_oidc/code"],
    scopes: ["openid", "profile", "email"],
    grantTypes: ["authorization_code"],
    snippets: ({ issuer, clientId, app }) => [
      {
        title: "On the Nextcloud server",
        text: `php occ app:install user_oidc
php occ config:system:set user_oidc use_pkce --type boolean --value true
php occ user_oidc:provider gatehouse \\
  --clientid="${clientId}" \\
  --clientsecret="${SECRET_PLACEHOLDER}" \\
  --discoveryuri="${issuer}/.well-known/openid-configuration" \\
  --scope="openid profile email" \\
  --mapping-uid=sub --mapping-email=email --mapping-display-name=name
`,
      },
      {
        title: "Back-channel logout address, for the settings here",
        text: `${app}/apps/user_oidc/backchannel-logout/gatehouse\n`,
      },
    ],
  },
];
