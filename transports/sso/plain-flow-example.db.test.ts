import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { decodeJwt } from "jose";
import { afterAll, expect, test } from "vitest";
import { withDatabase } from "#db/test-connection.ts";
import { freePort } from "#e2e/support/ports.ts";
import {
  newBrowser,
  newClient,
  newPerson,
  serverHere,
  withOpenIdProvider,
} from "#transports/oidc/test-relying-party.ts";

withDatabase();
withOpenIdProvider();

const example = fileURLToPath(new URL("../../docs/examples/plain-flow.ts", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "gatehouse-plain-flow-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("the documented service signs a person in, and takes no answer that it did not ask for", async () => {
  const port = await freePort();
  const service = `http://127.0.0.1:${port}`;
  const redirect_uri = `${service}/callback`;
  const person = await newPerson();
  const { client, secret } = await newClient(person.tenant.id, { redirectUris: [redirect_uri] });
  const file = join(folder, "configuration.json");
  const known = { client_id: client.clientId, client_secret: secret, redirect_uri, port };
  writeFileSync(file, JSON.stringify({ gatehouse: serverHere(), ...known }));
  const child = spawn(process.execPath, [example, file], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  try {
    const start = await answering(service);
    const cookie = start.headers.get("set-cookie")?.split(";")[0] ?? "";
    const browser = newBrowser(person.cookie);
    const { pathname, search } = new URL(start.headers.get("location") ?? "");
    const { address } = await browser.follow(`${pathname}${search}`);
    const back = String(address);
    expect(back.startsWith(`${redirect_uri}?code=`)).toBe(true);

    expect((await fetch(back)).status).toBe(400);
    const foreign = { cookie: "sign_in=another-state.another-verifier" };
    expect((await fetch(back, { headers: foreign })).status).toBe(400);
    const done = await fetch(back, { headers: { cookie } });
    expect(done.status).toBe(200);
    expect(decodeJwt(await done.text())).toMatchObject({ sub: person.user.id });
    const again = await fetch(back, { headers: { cookie } });
    expect([again.status, await again.text()]).toEqual([400, expect.stringContaining("used")]);
  } finally {
    child.kill();
  }
});

/** The service's first answer, as soon as it listens. */
async function answering(address: string): Promise<Response> {
  for (let left = 200; ; left -= 1) {
    const response = await fetch(address, { redirect: "manual" }).catch(() => null);
    if (response) return response;
    if (left === 0) throw new Error("the service does not listen");
    await pause(50);
  }
}
