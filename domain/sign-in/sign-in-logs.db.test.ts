import { randomUUID } from "node:crypto";
import { expect, test, vi } from "vitest";
import { closeDatabase, openDatabase } from "#db/client.ts";
import { createEmptyDatabase, dropDatabase, withDatabase } from "#db/test-connection.ts";
import {
  eventsOfRequest,
  newDomain,
  newProvider,
  newTenant,
  newUser,
} from "#domain/testing/contexts.ts";
import { discover } from "./discover.ts";
import { resolve } from "./resolve.ts";
import { signInWithPassword } from "./with-password.ts";

/** Every line that the process would write, at the most talkative level. */
const lines = vi.hoisted(() => {
  vi.stubEnv("LOG_LEVEL", "trace");
  return [] as string[];
});
vi.mock("#platform/log.ts", async (importOriginal) => {
  const { createLog } = await importOriginal<typeof import("#platform/log.ts")>();
  return { createLog, log: createLog({ write: (line) => lines.push(line) }) };
});
const { log } = await import("#platform/log.ts");

let callers = 0;
function newRequest() {
  callers += 1;
  return { requestId: randomUUID(), address: `198.51.100.${callers}`, userAgent: "vitest" };
}

const LOCAL = "canary.person";

async function everyAttempt(domain: string) {
  const email = `${LOCAL}@${domain}`;
  const request = newRequest();
  const attempts = [
    () => discover(email, request),
    () => discover(`${LOCAL}@${domain}@x`, request),
    () => resolve({ provider: "google", email }, undefined, request),
    () => resolve({ provider: "google", email }, "forged", request),
    () => signInWithPassword({ email, password: "wrong wrong wrong" }, request),
    () => signInWithPassword({ email: `${LOCAL}x@${domain}`, password: "wrong" }, request),
  ];
  for (const attempt of attempts) {
    // As the transports do with what is thrown.
    await attempt().catch((err: unknown) => log.error({ err }, "request failed"));
  }
  return request.requestId;
}

withDatabase();

test("no failing attempt leaves the address in the audit log: known or not, limited or not", async () => {
  const tenant = await newTenant();
  await newProvider(tenant.id, "google");
  await newDomain(tenant.id, { domain: tenant.domain });
  const known = await newUser(tenant.id, { email: `${LOCAL}@${tenant.domain}` });
  const requestId = await everyAttempt(tenant.domain);
  const limited = newRequest();
  for (let index = 0; index < 12; index += 1) {
    await signInWithPassword({ email: known.email, password: "wrong" }, limited);
  }
  const events = [
    await eventsOfRequest(requestId),
    await eventsOfRequest(limited.requestId),
  ].flat();
  for (const reason of [
    "discovery_cookie_invalid",
    "wrong_password",
    "unknown_user",
    "rate_limited",
  ]) {
    expect(events.map((event) => event.reason)).toContain(reason);
  }
  const text = JSON.stringify(events);
  expect(text).toContain(tenant.domain);
  expect(text).not.toContain("canary");
});

test("no failing attempt leaves the address in the log lines, whatever the database answers", async () => {
  // Without tables each statement fails, and its error quotes statement and parameters.
  const bare = await createEmptyDatabase();
  await closeDatabase();
  await openDatabase({ url: bare.appUrl, maxConnections: 2 });
  await everyAttempt("bare.example");
  const text = lines.join("");
  for (const told of ["discovery failed", "resolve failed", "request failed", "Failed query"]) {
    expect(text).toContain(told);
  }
  expect(text).not.toContain("canary");
  await closeDatabase();
  await dropDatabase(bare.ownerUrl);
});
