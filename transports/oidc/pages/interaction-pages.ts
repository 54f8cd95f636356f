import { scopeText } from "#domain/consents/scope-texts.ts";
import type { Asked } from "#transports/oidc/grant-for.ts";
import { type Html, html } from "./html.ts";
import type { Page } from "./page.ts";

type Form = { action: string };
type Who = { name: string; email: string };

/** Asks whether a client may have what it asks for: one of somebody else's, or one that wants it asked. */
export function consentPage(
  client: { name: string; firstParty: boolean },
  who: Who,
  missing: Asked,
  { action }: Form,
): Page {
  const resources = Object.entries(missing.resources).map(
    ([resource, scopes]) =>
      html`<li><strong>Use ${resource}</strong><span>${scopes.join(", ")}</span></li>`,
  );
  const claims = missing.claims.map((claim) => html`<li><strong>See your ${claim}</strong></li>`);
  return {
    title: `Allow ${client.name}?`,
    body: html`<p>You are signed in as <strong>${who.email}</strong>. <strong>${client.name}</strong>${client.firstParty ? "" : " is not your organisation's own, and"} asks to:</p>
<ul>${[...missing.scopes.map(scopeItem), ...claims, ...resources]}</ul>
<form method="post" action="${action}">
<button class="primary" name="answer" value="allow">Allow</button>
<button name="answer" value="deny">Refuse</button>
</form>
<p class="muted">You can take this back at any time on your account page.</p>`,
  };
}

/** Any program of the person's computer could have opened this page: they say that it was them. */
export function commandLinePage(client: string, who: Who, { action }: Form): Page {
  return {
    title: "Sign in to the command line?",
    body: html`<p>You are signed in as <strong>${who.email}</strong>. The <strong>${client}</strong> on this computer will be able to do everything that you may do here, until you run <code>gatehouse logout</code>.</p>
<p>Refuse when you did not just run <code>gatehouse login</code>.</p>
<form method="post" action="${action}">
<button class="primary" name="answer" value="allow">Sign in</button>
<button name="answer" value="deny">Refuse</button>
<button name="answer" value="other">Use another account</button>
</form>`,
  };
}

/** Lets the person choose between who is signed in here and somebody else. */
export function chooserPage(client: string, who: Who, { action }: Form): Page {
  return {
    title: "Choose an account",
    body: html`<p>to go on to <strong>${client}</strong></p>
<form method="post" action="${action}">
<button class="primary" name="answer" value="continue">Continue as ${who.email}</button>
<button name="answer" value="other">Use another account</button>
</form>`,
  };
}

/** The person who is signed in is not the one, or not of the tenant, that the client is for. */
export function wrongAccountPage(client: string, who: Who, reason: string, { action }: Form): Page {
  return {
    title: "This takes another account",
    body: html`<p>You are signed in as <strong>${who.email}</strong>. ${reason}</p>
<form method="post" action="${action}">
<button class="primary" name="answer" value="other">Use another account</button>
<button name="answer" value="cancel">Back to ${client}</button>
</form>`,
  };
}

/** A policy keeps this person out. Which one is told to admins alone, by the console. */
export function keptOutPage(client: string, who: Who, { action }: Form): Page {
  return {
    title: "You may not use this app",
    status: 403,
    body: html`<p>You are signed in as <strong>${who.email}</strong>, and a policy of your organisation does not let this account into <strong>${client}</strong>. Ask an admin when you need it.</p>
<form method="post" action="${action}">
<button class="primary" name="answer" value="other">Use another account</button>
<button name="answer" value="cancel">Back to ${client}</button>
</form>`,
  };
}

/** The client asks for two factors, and the session has one. */
export function assurancePage(client: string, { action }: Form): Page {
  return {
    title: "This takes a second factor",
    body: html`<p><strong>${client}</strong> lets in only who has proven themselves twice, such as by a password and a one-time code. You signed in with one of them.</p>
<p>Sign in in a way that asks for both, or ask an admin of your tenant.</p>
<form method="post" action="${action}">
<button class="primary" name="answer" value="other">Sign in another way</button>
<button name="answer" value="unmet">Back to ${client}</button>
</form>`,
  };
}

/**
 * Goes on by itself. Browsers refuse a redirect to another site as the answer to a form where the page
 * of the form says that it posts to us alone; a page that goes on is no redirect.
 */
export function onwardPage(target: string): Page {
  return {
    title: "One moment",
    refreshTo: target,
    body: html`<p>You are on your way. <a href="${target}">Continue</a> when nothing happens.</p>`,
  };
}

/** There is no such interaction (any more), or it is another browser's. */
export function expiredPage(): Page {
  return {
    title: "This sign-in has expired",
    status: 400,
    body: html`<p>It took too long, was finished in another tab, or belongs to another browser. Start again from the app.</p>`,
  };
}

function scopeItem(scope: string): Html {
  const [title, text] = scopeText(scope);
  return html`<li><strong>${title}</strong><span>${text}</span></li>`;
}
