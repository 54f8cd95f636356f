import type { Hono, Context as HonoContext } from "hono";
import type { Context } from "#domain/kernel/context.ts";
import { unauthenticated } from "#domain/kernel/errors.ts";
import { findSession } from "#domain/sessions/find.ts";
import { SESSION_COOKIE } from "#domain/sessions/token.ts";
import { listTenants } from "#domain/tenants/list.ts";
import { tenantList } from "#domain/tenants/schemas.ts";
import { parseCookies } from "#platform/cookies.ts";
import { env } from "#platform/env.ts";
import type { ApiEnv } from "./api-env.ts";

const MOST_TENANTS = 20;

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
}

/** The context of the browser's session, in the person's own tenant. Throws `unauthenticated`. */
async function sessionContext(c: HonoContext<ApiEnv>): Promise<Context> {
  const jar = parseCookies(c.req.header("cookie"));
  const person = await findSession(jar.get(`${env.cookiePrefix}${SESSION_COOKIE}`));
  if (!person) throw unauthenticated();
  const { actor } = person;
  return { actor, tenantId: actor.tenantId, request: c.env.info };
}
