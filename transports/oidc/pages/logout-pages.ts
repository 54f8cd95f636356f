import type { KoaContextWithOIDC } from "oidc-provider";
import { routes } from "#transports/oidc/routes.ts";
import { formSecret } from "./form-secret.ts";
import { html } from "./html.ts";
import { type Page, showPage } from "./page.ts";

/** Asks before signing out: the address may have been opened by anybody's page. */
export function renderLogout(ctx: KoaContextWithOIDC): void {
  const name = ctx.oidc.client?.clientName;
  const asked = name === undefined ? "" : html`<strong>${name}</strong> asks to sign you out. `;
  showPage(ctx, {
    title: "Sign out?",
    body: html`<p>${asked}You will be signed out of Gatehouse on this browser, and of the apps that you used through it.</p>
<form method="post" action="${`${routes.end_session}/confirm`}">
<input type="hidden" name="xsrf" value="${formSecret(ctx)}">
<button class="primary" name="logout" value="yes">Sign out</button>
<button>Stay signed in</button>
</form>`,
  });
}

/**
 * On the way from signing out to `target`. In: pages of the apps that were used, which sign out there
 * when the browser loads them. Then the person goes on by themselves: a page that leaves after seconds
 * is gone before some have read it (WCAG 2.2.1).
 */
export function signingOutPage(target: string, frames: readonly string[]): Page {
  const title = "You are signed out";
  if (frames.length === 0) {
    const body = html`<p>You are on your way. <a href="${target}">Continue</a> when nothing happens.</p>`;
    return { title, refreshTo: target, body };
  }
  return {
    title,
    frames,
    body: html`<p>The apps that you used are being signed out as well.</p>
<p><a class="button primary" href="${target}">Continue</a></p>`,
  };
}

/** After signing out, for who came from no app that has an address for it. */
export function renderLoggedOut(ctx: KoaContextWithOIDC): void {
  const isOver = ctx.oidc.client === undefined;
  showPage(ctx, {
    title: isOver ? "You are signed out" : "You are still signed in",
    body: isOver
      ? html`<p>You are signed out of Gatehouse on this browser.</p><form method="get" action="/auth/msp/signin"><button>Sign in again</button></form>`
      : html`<p>Only the app that asked has signed you out. You can close this page.</p>`,
  });
}
