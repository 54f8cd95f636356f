import { describe, expect, test } from "vitest";
import { withDatabase } from "#db/test-connection.ts";
import { asRole, newTenant } from "#domain/testing/contexts.ts";
import { createSsoClient } from "./create.ts";
import { parseRedirectUri } from "./redirect-uri-rules.ts";
import { SECRET_PLACEHOLDER } from "./template.ts";
import { snippetsOf, ssoClientTemplates, templateOf } from "./templates.ts";

withDatabase();

const issuer = "https://sso.msp.example";

test("the software that people expect has a template, each under a name of its own", () => {
  const ids = ssoClientTemplates.map(({ id }) => id);
  const expected =
    "grafana gitlab gitea proxmox nextcloud portainer argocd vault web spa native service";
  expect([...ids].sort()).toEqual(expected.split(" ").sort());
});

describe.each(ssoClientTemplates)("$id", (template) => {
  test("registers as it stands, and its snippets have the real issuer, ids and addresses", async () => {
    for (const uri of template.redirectUris) expect(parseRedirectUri(uri).ok).toBe(true);
    const { id } = await newTenant();
    const { client, clientSecret } = await createSsoClient(asRole("admin", id), {
      name: template.name,
      type: template.type,
      applicationType: template.applicationType,
      authMethod: template.authMethod,
      grantTypes: [...template.grantTypes],
      scopes: [...template.scopes],
      redirectUris: template.redirectUris.map((uri) => uri.replace("example.com", "acme.example")),
      template: template.id,
    });
    expect(client.template).toBe(template.id);
    const snippets = snippetsOf(client, issuer);
    const all = snippets.map(({ text }) => text).join("\n");
    expect(all).toContain(issuer);
    expect(all).toContain(client.clientId);
    expect(all).not.toContain("undefined");
    expect(all).not.toMatch(/https:\/\/[\w.]+\.example\.com/);
    expect(all.includes(SECRET_PLACEHOLDER)).toBe(clientSecret !== null);
    if (clientSecret) expect(all).not.toContain(clientSecret.reveal());
    // What the software reads from the claim, it has to be given by the scope.
    expect(template.scopes.includes("roles")).toBe(/\broles\b(?!:)/.test(all));
  });
});

test("a client without a template, or of one that is no more, gets what every library asks for", () => {
  const client = {
    clientId: "gh_x",
    type: "confidential" as const,
    redirectUris: ["https://app.acme.example/cb"],
    grantTypes: ["authorization_code"],
    scopes: ["openid"],
  };
  const [plain] = snippetsOf({ ...client, template: null }, issuer);
  expect(plain?.text).toContain(`Discovery: ${issuer}/.well-known/openid-configuration`);
  expect(snippetsOf({ ...client, template: "gone" }, issuer)[0]).toEqual(plain);
  const machine = { ...client, grantTypes: ["client_credentials"], redirectUris: [] };
  expect(snippetsOf({ ...machine, template: null }, issuer)[0]?.text).toContain("curl -u 'gh_x:");
  expect(templateOf(null)).toBeNull();
});
