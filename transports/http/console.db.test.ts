import { expect, test } from "vitest";
import { withDatabase } from "#db/test-connection.ts";
import { SESSION_COOKIE } from "#domain/sessions/token.ts";
import {
  newDomain,
  newSession,
  newTenant,
  newUser,
  testRequest,
} from "#domain/testing/contexts.ts";
import { createApi } from "./app.ts";

withDatabase();

const LONG_ENOUGH_MS = 1_000;

/** What one stream tells at its very beginning, before anything changes: its first id, or null. */
async function firstNews(slug: string, token: string, lastEventId?: string) {
  const headers = {
    cookie: `${SESSION_COOKIE}=${token}`,
    ...(lastEventId === undefined ? {} : { "last-event-id": lastEventId }),
  };
  const path = `/console/tenants/${slug}/login-domains/events`;
  const response = await createApi().request(path, { headers }, { info: testRequest() });
  expect(response.status).toBe(200);
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  const timer = setTimeout(() => reader?.cancel(), LONG_ENOUGH_MS);
  let said = "";
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    said += part.value;
    if (/^id: .+$/m.test(said)) break;
  }
  clearTimeout(timer);
  await reader?.cancel();
  return /^event: changed[\s\S]*^id: (.+)$/m.exec(said)?.[1] ?? null;
}

async function newAdmin() {
  const tenant = await newTenant();
  const user = await newUser(tenant.id, { roles: ["admin"] });
  const token = await newSession(tenant.id, user.id);
  return { tenant, token };
}

test("a stream tells what changed between it and the one before, and nothing when nothing did", async () => {
  const { tenant, token } = await newAdmin();
  const seen = await firstNews(tenant.slug, token);
  expect(seen).not.toBeNull();
  expect(await firstNews(tenant.slug, token, seen ?? "")).toBeNull();
  await newDomain(tenant.id, { domain: tenant.domain });
  const next = await firstNews(tenant.slug, token, seen ?? "");
  expect(next).not.toBeNull();
  expect(next).not.toBe(seen);
});
