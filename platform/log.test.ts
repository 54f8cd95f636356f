import { beforeEach, expect, test } from "vitest";
import { createLog } from "./log.ts";
import { Secret } from "./secret.ts";
import { startProcessWith } from "./test-process.ts";

const canary = "canary-5e1f";
let lines: string[] = [];
function newLog() {
  lines = [];
  return createLog({ write: (line) => lines.push(line) });
}
beforeEach(() => startProcessWith({ LOG_LEVEL: "info" }));

test("a line is JSON with level, time, message and fields; debug is not logged at info", () => {
  const log = newLog();
  log.debug("unseen");
  log.info({ tenant: "acme", count: 3, none: null, at: new Date(0) }, "created");
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0] ?? "")).toEqual({
    level: "info",
    time: expect.stringMatching(/^\d{4}-.*Z$/),
    tenant: "acme",
    count: 3,
    none: null,
    at: "1970-01-01T00:00:00.000Z",
    msg: "created",
  });
});

test.each([
  { password: canary },
  { Authorization: `Basic ${canary}` },
  { headers: { cookie: canary, "set-cookie": [canary], "Proxy-Authorization": canary } },
  { a: { b: { c: [{ client_secret: canary }] } } },
  { body: new Map([["refresh_token", canary]]) },
  { url: `https://user:${canary}@db.example/x` },
  { url: `/callback?code=${canary}&state=${canary}` },
  { url: `https://a.example/#id_token=${canary}` },
  { header: `Bearer ${canary}` },
  { secret: Secret.of(canary), nested: [Secret.of(canary)] },
  { bytes: Buffer.from(canary) },
  { code: canary, recoveryCodes: [canary], ENCRYPTION_KEY: canary },
  { deep: { a: { b: { c: { d: { e: { f: { g: { h: { i: canary } } } } } } } } } },
])("no secret in the fields %j reaches the log", (fields) => {
  const log = newLog();
  log.info(fields, "message");
  log.child({ scope: "x" }).info(fields, "message");
  expect(lines).toHaveLength(2);
  expect(lines.join("")).not.toContain(Buffer.from(canary).join());
  expect(lines.join("")).not.toContain(canary);
});

test("no secret in a child's own fields or in the message reaches the log", () => {
  const log = newLog();
  log.child({ token: canary, cookie: canary, clientSecret: canary }).info("x");
  log.info(`GET https://u:${canary}@a.example/?token=${canary}`);
  log.info("header %s", `Bearer ${canary}`);
  expect(lines.join("")).not.toContain(canary);
  expect(lines).toHaveLength(3);
});

test("an error is logged with its cause and stack, without what it carries along", () => {
  const query = `Failed query: select 1\nparams: ${canary},\n${canary}`;
  const cause = Object.assign(new Error(query), {
    code: "23505",
    detail: `Key (email)=(${canary})`,
    parameters: [canary],
    request: { headers: { cookie: canary } },
  });
  const error = new Error(`no connection to postgres://u:${canary}@db`, { cause });
  const log = newLog();
  log.error({ err: error }, "failed");
  log.error(error);
  log.error(error, "failed");
  log.error({ err: new AggregateError([error], canary.slice(0, 1)) }, "failed");
  expect(lines.join("")).not.toContain(canary);
  for (const line of lines.slice(0, 3)) {
    const { err } = JSON.parse(line);
    expect(err.stack).toContain("log.test.ts");
    expect(err.cause).toMatchObject({ code: "23505", type: "Error" });
    expect(err.cause.message).toContain("select 1");
  }
});
