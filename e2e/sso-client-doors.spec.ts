import { ConnectError } from "@connectrpc/connect";
import { BadRequestSchema } from "#proto/generated/google/rpc/error_details_pb.js";
import { signInTo } from "./support/console.ts";
import { expect, test } from "./support/fixtures.ts";
import { type Installation, record } from "./support/installation.ts";
import {
  cliDoor,
  type Door,
  grpcDoor,
  grpcRegistry,
  renamed,
  restDoor,
  webDoor,
} from "./support/sso-client-doors.ts";

const none = { providers: [] } as const;

/** What the log tells of a tenant's clients, without what differs from client to client. */
async function eventsOf({ rest }: Installation, slug: string) {
  const page = record(await rest(`/v1/tenants/${slug}/audit-events?limit=100`));
  const items = Array.isArray(page["items"]) ? page["items"].map(record) : [];
  const chosen = (value: unknown) => {
    if (value === null) return null;
    const { id, clientId, ...rest } = record(value);
    return { ...rest, hasIds: typeof id === "string" && typeof clientId === "string" };
  };
  return items
    .filter(({ action }) => String(action).startsWith("sso_client."))
    .map(({ action, outcome, before, after, target }) => ({
      action,
      outcome,
      target: { kind: record(target)["kind"], name: record(target)["name"] },
      before: chosen(before),
      after: chosen(after),
    }))
    .reverse();
}

test("a client is made, listed, changed, switched off and deleted by each of four doors, and the log says the same of all", async ({
  installation,
  newTenant,
  page,
}) => {
  test.setTimeout(120_000);
  const doors: Record<string, Door> = {
    rest: restDoor(installation),
    grpc: grpcDoor(installation),
    cli: cliDoor(installation),
    web: webDoor(installation, page),
  };
  const told: Record<string, unknown> = {};
  for (const [name, door] of Object.entries(doors)) {
    const { slug } = await newTenant(none);
    const clientId = await door.create(slug);
    expect(await door.list(slug), name).toEqual(["Wiki"]);
    await door.change(slug, clientId);
    expect(await door.list(slug), name).toEqual([renamed.name]);
    await door.disable(slug, clientId);
    const after = record(await installation.rest(`/v1/tenants/${slug}/sso-clients/${clientId}`));
    expect(after, name).toMatchObject({ ...renamed, enabled: false });
    await door.remove(slug, clientId);
    told[name] = await eventsOf(installation, slug);
  }
  const { rest, ...others } = told;
  expect(rest).toMatchObject([
    { action: "sso_client.create", before: null, after: { name: "Wiki", enabled: true } },
    { action: "sso_client.update", before: { name: "Wiki" }, after: renamed },
    { action: "sso_client.update", before: { enabled: true }, after: { enabled: false } },
    { action: "sso_client.delete", before: { ...renamed, enabled: false }, after: null },
  ]);
  for (const [name, events] of Object.entries(others)) expect(events, name).toEqual(rest);
});

test("all four doors refuse a wrong line in the same words, and save nothing", async ({
  installation,
  newTenant,
  page,
}) => {
  const { product, credential, operator } = installation;
  const { slug } = await newTenant(none);
  const lines = ["https://a.example/cb", "https://b.example/cb#top", "https://c.example/cb"];
  const env = { GATEHOUSE_URL: product.baseUrl, GATEHOUSE_TOKEN: credential };
  const many = `/v1/tenants/${slug}/sso-clients`;
  const rest = await product.api(many, {
    json: { name: "x", redirectUris: lines },
    token: credential,
  });
  const said = record(record(rest.json)["errors"]);
  expect(Object.keys(said)).toEqual(["redirectUris.1"]);
  const message = String(said["redirectUris.1"]);

  const registry = grpcRegistry(installation, credential);
  const refused = await registry
    .createSsoClient({ tenant: slug, name: "x", redirectUris: lines })
    .catch((error: unknown) => ConnectError.from(error));
  if (!(refused instanceof ConnectError)) throw new Error("gRPC took it");
  expect(refused.findDetails(BadRequestSchema)[0]?.fieldViolations).toMatchObject([
    { field: "redirectUris.1", description: message },
  ]);

  const words = ["sso", "create", "--tenant", slug, "--name", "x", "--json", "--redirect-uri"];
  const cli = await product.cli([...words, ...lines], { env });
  expect(cli.code).toBe(1);
  expect(record(JSON.parse(cli.stderr))["errors"]).toEqual(said);

  await signInTo(page, operator, `/t/${slug}/sso-clients/new/web`);
  await page.getByLabel("Redirect URIs", { exact: true }).fill(lines.join("\n"));
  await page.getByRole("button", { name: "Register client" }).click();
  await expect(page.locator("[data-line=wrong]")).toHaveText([`${lines[1]}${message}`]);
  expect(record(await installation.rest(many))["items"]).toEqual([]);
});

test("what is not there, and who is nobody, is answered alike", async ({
  installation,
  newTenant,
  page,
}) => {
  const { product, credential, operator } = installation;
  const { slug } = await newTenant(none);
  const { slug: other } = await newTenant(none);
  const clientId = await restDoor(installation).create(other);
  const said = async (token: string) => {
    const path = `/v1/tenants/${slug}/sso-clients/${clientId}`;
    const rest = record((await product.api(path, { token })).json);
    const env = { GATEHOUSE_URL: product.baseUrl, GATEHOUSE_TOKEN: token };
    const cli = await product.cli(["sso", "get", clientId, "--tenant", slug, "--json"], { env });
    const failure = await grpcRegistry(installation, token)
      .getSsoClient({ tenant: slug, clientId })
      .catch((error: unknown) => ConnectError.from(error));
    if (!(failure instanceof ConnectError)) throw new Error("gRPC answered");
    return [rest["detail"], record(JSON.parse(cli.stderr))["detail"], failure.rawMessage];
  };
  const missing = "There is no such sso client.";
  expect(await said(credential)).toEqual([missing, missing, missing]);
  const [nobody, ...others] = await said("svc_nobody");
  expect(nobody).toContain("API credential");
  expect(others).toEqual([nobody, nobody]);

  const address = `/t/${slug}/sso-clients/${clientId}`;
  await page.goto(address);
  await expect(page).toHaveURL(/\/auth\/msp\/signin/);
  await signInTo(page, operator, address);
  await expect(page.getByRole("heading", { name: "Page not found" })).toBeVisible();
});
