import type { KoaContextWithOIDC } from "oidc-provider";
import { routes } from "#transports/oidc/routes.ts";
import { formSecret } from "./form-secret.ts";
import { html } from "./html.ts";
import { showPage } from "./page.ts";

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
