import type { IncomingMessage } from "node:http";
import { requestInfo } from "#transports/http/request-info.ts";
import { type Html, html } from "#transports/oidc/pages/html.ts";
import type { Page } from "#transports/oidc/pages/page.ts";

type Rejected = {
  request: IncomingMessage;
  error: string;
  reason: string;
  clientId: string;
  redirectUri: string;
};

/** What was rejected, for the developer who has to correct it; escaped, and never a link. */
export function rejectedPage({ request, error, reason, clientId, redirectUri }: Rejected): Page {
  const facts: [string, string][] = [
    ["Error", error],
    ["Reason", reason],
    ["Rejected redirect URI", error === "invalid_redirect_uri" ? redirectUri : ""],
    ["Client id", clientId],
    ["Request id", requestInfo(request).requestId],
  ];
  return {
    title: "The app's request cannot be answered",
    status: 400,
    body: html`<p>What the app sent is not right, so nothing was sent back to it. Start again from the app; if it fails again, tell whoever runs it what stands below.</p><dl>${facts.flatMap(fact)}</dl>`,
  };
}

type Onward = { client: string; email: string; signInHref: string; backHref: string };

/** The person who is signed in is not of the tenant that the client belongs to. */
export function otherAccountPage({ client, email, signInHref, backHref }: Onward): Page {
  return {
    title: "This takes another account",
    status: 403,
    body: html`<p>You are signed in as <strong>${email}</strong>. <strong>${client}</strong> belongs to another organisation, where this account is not known.</p>
${links(signInHref, "Use another account", backHref, client)}`,
  };
}

/** The client asks for two factors, and the session has one. */
export function secondFactorPage({ client, signInHref, backHref }: Onward): Page {
  return {
    title: "This takes a second factor",
    status: 403,
    body: html`<p><strong>${client}</strong> lets in only who has proven themselves twice, such as by a password and a one-time code. You signed in with one of them.</p>
${links(signInHref, "Sign in another way", backHref, client)}`,
  };
}

/** A policy keeps this person out. Which one is told to admins alone, by the console. */
export function refusedPage({ client, email, signInHref, backHref }: Onward): Page {
  return {
    title: "You may not use this app",
    status: 403,
    body: html`<p>You are signed in as <strong>${email}</strong>, and a policy of your organisation does not let this account into <strong>${client}</strong>. Ask an admin when you need it.</p>
${links(signInHref, "Use another account", backHref, client)}`,
  };
}

function links(signInHref: string, signIn: string, backHref: string, client: string): Html {
  return html`<p><a class="button primary" href="${signInHref}">${signIn}</a></p>
<p><a class="button" href="${backHref}">Back to ${client}</a></p>`;
}

function fact([name, value]: [string, string]): Html[] {
  return value === "" ? [] : [html`<dt>${name}</dt><dd><code>${value.slice(0, 2_000)}</code></dd>`];
}
