import type Provider from "oidc-provider";
import { frontchannelLogouts } from "#domain/grants/frontchannel-logouts.ts";
import { GatehouseError } from "#domain/kernel/errors.ts";
import { endOwnSession } from "#domain/sessions/end-own.ts";
import { clearCookie } from "#platform/cookies.ts";
import { env } from "#platform/env.ts";
import { requestInfo } from "#transports/http/request-info.ts";
import { sessionCookie, signedInOn } from "./browser-session.ts";
import { onwardPage } from "./pages/interaction-pages.ts";
import { signingOutPage } from "./pages/logout-pages.ts";
import { showPage } from "./pages/page.ts";
import { routes } from "./routes.ts";

type Middleware = Parameters<Provider["use"]>[0];

const CONFIRM = `${routes.end_session}/confirm`;

/**
 * Once the person has confirmed (OpenID Connect RP-Initiated Logout 1.0), our own session ends, and
 * with it every token that was given in it. The way back to the app is a page that goes on: the form's
 * page may post to us alone.
 */
export const endOurSession: Middleware = async (ctx, next) => {
  const isConfirmed = ctx.path === CONFIRM && ctx.method === "POST";
  const signedIn = isConfirmed ? await signedInOn(ctx.req) : null;
  const visited = signedIn ? await frontchannelLogouts(signedIn.actor) : [];
  await next();
  if (!isConfirmed || ctx.status !== 303) return;
  const params: Record<string, unknown> | undefined = ctx["oidc"]?.params;
  const isOut = params?.["logout"] !== undefined;
  const hasEnded = signedIn !== null && isOut;
  if (hasEnded) {
    const { actor } = signedIn;
    const own = { actor, tenantId: actor.tenantId, request: requestInfo(ctx.req) };
    await endOwnSession(own, {}).catch(ignoreGone);
    ctx.append("Set-Cookie", clearCookie(sessionCookie()));
  }
  const target = ctx.response.get("Location");
  const frames = hasEnded ? visited : [];
  if (target.startsWith(`${env.BASE_URL}/`) && frames.length === 0) return;
  ctx.remove("Location");
  ctx.status = 200;
  showPage(ctx, isOut ? signingOutPage(target, frames) : onwardPage(target));
};

/** Another tab may have signed out meanwhile. */
function ignoreGone(error: unknown): void {
  if (!(error instanceof GatehouseError && error.code === "not_found")) throw error;
}
