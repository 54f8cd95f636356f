import type { Hono, Context as HonoContext } from "hono";
import { streamSSE } from "hono/streaming";
import { onInvalidation } from "#db/channel.ts";
import type { Context } from "#domain/kernel/context.ts";
import { unauthenticated } from "#domain/kernel/errors.ts";
import { listDomains } from "#domain/login-domains/list.ts";
import { findSession } from "#domain/sessions/find.ts";
import { SESSION_COOKIE } from "#domain/sessions/token.ts";
import { enterTenant } from "#domain/tenants/enter.ts";
import { listTenants } from "#domain/tenants/list.ts";
import { tenantList } from "#domain/tenants/schemas.ts";
import { parseCookies } from "#platform/cookies.ts";
import { env } from "#platform/env.ts";
import { sha256 } from "#platform/hash.ts";
import type { ApiEnv } from "./api-env.ts";

const MOST_TENANTS = 20;
const MOST_DOMAINS = 100;
const LOOK_EVERY_MS = 2_000;
/** A stream ends by itself and the browser asks again, so that a server that drains waits for none. */
const STREAM_MS = 15_000;

/** Adds what the console's own scripts ask for while somebody types: by the session's cookie. */
export function mountConsole(app: Hono<ApiEnv>): void {
  app.get("/console/tenants", async (c) => {
    const { search = "" } = tenantList.fromUrl({ search: c.req.query("search") });
    const found = await listTenants(await sessionContext(c), {
      sort: "name",
      limit: MOST_TENANTS,
      ...(search === "" ? {} : { search }),
    });
    c.header("Cache-Control", "no-store");
    return c.json(found.items.map(({ slug, name }) => ({ slug, name })));
  });
  app.get("/console/tenants/:slug/login-domains/events", domainEvents);
}

/** Server-sent events: `changed` whenever a check or somebody else changed one of the domains. */
async function domainEvents(c: HonoContext<ApiEnv>): Promise<Response> {
  const ctx = await enterTenant(await sessionContext(c), c.req.param("slug") ?? "");
  const read = async () => {
    const { items } = await listDomains(ctx, { limit: MOST_DOMAINS, sort: "-createdAt" });
    return sha256(JSON.stringify(items)).toString("base64url");
  };
  // What the browser saw last. A stream that follows another tells at once what came between them,
  // and the first one what came between the page and the stream.
  let known = c.req.header("last-event-id") ?? "";
  let now = await read();
  const response = streamSSE(c, async (stream) => {
    const endAt = Date.now() + STREAM_MS;
    await stream.write("retry: 1000\n\n");
    while (Date.now() < endAt && !stream.aborted) {
      if (now !== known) await stream.writeSSE({ event: "changed", data: "", id: now });
      known = now;
      await newsOrPause(LOOK_EVERY_MS);
      // A person who was signed out or lost the role meanwhile hears nothing more.
      await enterTenant(await sessionContext(c), c.req.param("slug") ?? "");
      now = await read();
    }
  });
  // The stream's own "no-cache" lets an answer be kept, as long as it is asked for again.
  response.headers.set("Cache-Control", "no-store");
  return response;
}

/** Resolves when a domain changed on any process, or after the pause. */
function newsOrPause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      stop();
      resolve();
    };
    const timer = setTimeout(done, ms);
    const stop = onInvalidation((tags) => {
      if (tags === "everything" || tags.some((tag) => tag.startsWith("domain:"))) done();
    });
  });
}

/** The context of the browser's session, in the person's own tenant. Throws `unauthenticated`. */
async function sessionContext(c: HonoContext<ApiEnv>): Promise<Context> {
  const jar = parseCookies(c.req.header("cookie"));
  const person = await findSession(jar.get(`${env.cookiePrefix}${SESSION_COOKIE}`));
  if (!person) throw unauthenticated();
  const { actor } = person;
  return { actor, tenantId: actor.tenantId, request: c.env.info };
}
