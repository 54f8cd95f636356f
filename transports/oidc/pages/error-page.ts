import type { KoaContextWithOIDC } from "oidc-provider";
import { requestInfo } from "#transports/http/request-info.ts";
import { type Html, html } from "./html.ts";
import { showPage } from "./page.ts";

type Told = { title: string; text: string };

/** What each error means to the person who sees it, and what they can do. Anything else is the app's. */
const toldOf: Readonly<Record<string, Told>> = {
  invalid_redirect_uri: {
    title: "This app may not be answered there",
    text: "The app asked for the answer at an address that is not registered for it, so nothing was sent. Whoever runs the app has to register the exact address.",
  },
  invalid_client: {
    title: "This app is not known here",
    text: "It was deleted, it is switched off, or its client id is wrong. Ask whoever runs the app, or an admin of your tenant.",
  },
  temporarily_unavailable: {
    title: "Unavailable for the moment",
    text: "Gatehouse cannot answer this right now: its database is away, or it is overloaded. Try again in a moment.",
  },
  server_error: {
    title: "Something failed here",
    text: "Gatehouse failed to answer this. Try again; if it fails again, tell an operator the request id.",
  },
};

const fallback: Told = {
  title: "The app's request cannot be answered",
  text: "What the app sent is not right, so nothing was sent back to it. Start again from the app; if it fails again, tell whoever runs it what stands below.",
};

const expired: Told = {
  title: "This sign-in has expired",
  text: "It took too long, was finished in another tab, or its cookies are gone. Start again from the app.",
};

/**
 * The page of an error that goes back to no client: its address was not validated, or there is none.
 * What was rejected is shown, for the developer who has to correct it; escaped, and never a link.
 */
export function renderError(
  ctx: KoaContextWithOIDC,
  out: { error: string; error_description?: string | undefined },
  error: Error,
): void {
  const told = error.name === "SessionNotFound" ? expired : (toldOf[out.error] ?? fallback);
  const params = ctx.oidc?.params ?? ctx.query;
  const redirectUri = out.error === "invalid_redirect_uri" ? params["redirect_uri"] : undefined;
  const facts: [string, unknown][] = [
    ["Error", out.error],
    ["Reason", out.error_description],
    ["Rejected redirect URI", redirectUri],
    ["Client id", params["client_id"]],
    ["Request id", requestInfo(ctx.req).requestId],
  ];
  if (ctx.status === 503) ctx.set("Retry-After", "2");
  showPage(ctx, {
    title: told.title,
    body: html`<p>${told.text}</p><dl>${facts.flatMap(fact)}</dl>`,
  });
}

function fact([name, value]: [string, unknown]): Html[] {
  if (typeof value !== "string" || value === "") return [];
  return [html`<dt>${name}</dt><dd><code>${value.slice(0, 2_000)}</code></dd>`];
}
