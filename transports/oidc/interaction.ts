import type { IncomingMessage, ServerResponse } from "node:http";
import type Provider from "oidc-provider";
import type { Client, Interaction, InteractionResults } from "oidc-provider";
import { z } from "zod";
import { giveConsent } from "#domain/consents/give.ts";
import { findRecord } from "#domain/oidc-records/records.ts";
import type { SignedIn } from "#domain/sessions/find.ts";
import { parseCookies } from "#platform/cookies.ts";
import { readFormBody } from "#transports/http/read-form.ts";
import { requestInfo } from "#transports/http/request-info.ts";
import { assuranceOf, signedInOn } from "./browser-session.ts";
import { isFor, knownClient } from "./client-metadata.ts";
import type { Asked } from "./grant-for.ts";
import {
  assurancePage,
  chooserPage,
  commandLinePage,
  consentPage,
  expiredPage,
  keptOutPage,
  onwardPage,
  wrongAccountPage,
} from "./pages/interaction-pages.ts";
import { type Page, sendPage } from "./pages/page.ts";
import { INTERACTION_PATH } from "./routes.ts";

type Step = {
  interaction: Interaction;
  client: Client;
  action: string;
  signedIn: SignedIn | null;
  /** Whether the person signed in since the app sent them here, by the database's clock. */
  signedInSince: boolean;
};

type Reaction =
  | { page: Page }
  | { finish: InteractionResults }
  | { signIn: { hint: string | undefined } };

/** Answers what a browser asks of an interaction: a page, the way to the sign-in page, or onwards. */
export async function handleInteraction(
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
): Promise<void> {
  const step = await loadStep(provider, request, path.slice(INTERACTION_PATH.length));
  if (!step) return sendPage(request, response, expiredPage());
  const reaction =
    request.method === "POST"
      ? await reactToAnswer(step, await answerOf(request), request)
      : reactToVisit(step);
  if ("page" in reaction) return sendPage(request, response, reaction.page);
  if ("signIn" in reaction) return redirect(response, signInAddress(step, reaction.signIn.hint));
  const { interaction } = step;
  interaction.result = { ...interaction.lastSubmission, ...reaction.finish };
  await interaction.save(Math.max(1, interaction.exp - Math.floor(Date.now() / 1000)));
  sendPage(request, response, onwardPage(interaction.returnTo));
}

/** The interaction of that id, when it is this browser's own: it has the cookie that goes with it. */
async function loadStep(
  provider: Provider,
  request: IncomingMessage,
  uid: string,
): Promise<Step | null> {
  const cookie = parseCookies(request.headers.cookie).get(provider.cookieName("interaction"));
  if (!/^[\w-]{1,100}$/.test(uid) || cookie !== uid) return null;
  const interaction = await provider.Interaction.find(uid);
  const stored = await findRecord("Interaction", uid);
  const clientId = interaction?.params["client_id"];
  const client = typeof clientId === "string" ? await provider.Client.find(clientId) : undefined;
  if (!interaction || !stored || !client) return null;
  const signedIn = await signedInOn(request);
  const signedInSince = signedIn !== null && signedIn.signedInAt >= stored.createdAt;
  const action = `${INTERACTION_PATH}${uid}`;
  return { interaction, client, action, signedIn, signedInSince };
}

function reactToVisit(step: Step): Reaction {
  const { interaction, client, signedIn, signedInSince } = step;
  const { name, reasons } = interaction.prompt;
  const appName = client.clientName ?? client.clientId;
  const hint = interaction.params["login_hint"];
  const mustSignIn = reasons.some((reason) => ["login_prompt", "max_age"].includes(reason));
  if (!signedIn || (mustSignIn && !signedInSince)) {
    return { signIn: { hint: typeof hint === "string" ? hint : undefined } };
  }
  const who = { name: signedIn.name, email: signedIn.actor.email };
  if (!isFor(client, signedIn.actor.tenantId)) {
    const reason = `${appName} belongs to another organisation, where this account is not known.`;
    return { page: wrongAccountPage(appName, who, reason, step) };
  }
  if (name === "consent" && knownClient(client).id === null) {
    return { page: commandLinePage(appName, who, step) };
  }
  if (name === "consent") {
    const { firstParty } = knownClient(client);
    const app = { name: appName, firstParty };
    return { page: consentPage(app, who, missingFrom(interaction), step) };
  }
  if (name === "select_account") {
    return signedInSince
      ? { finish: { select_account: {}, login: loginOf(signedIn) } }
      : { page: chooserPage(appName, who, step) };
  }
  if (reasons.includes("policy")) return { page: keptOutPage(appName, who, step) };
  if (
    reasons.some((reason) =>
      ["policy_assurance", "assurance", "essential_acr", "essential_acrs"].includes(reason),
    )
  ) {
    return { page: assurancePage(appName, step) };
  }
  if (reasons.some((reason) => ["id_token_hint", "claims_id_token_sub_value"].includes(reason))) {
    const reason = `${appName} asks for the account that you used there before.`;
    return { page: wrongAccountPage(appName, who, reason, step) };
  }
  return { finish: { login: loginOf(signedIn) } };
}

async function reactToAnswer(
  step: Step,
  answer: string,
  request: IncomingMessage,
): Promise<Reaction> {
  const { interaction, client, signedIn } = step;
  const isTheirs = signedIn !== null && isFor(client, signedIn.actor.tenantId);
  if (answer === "allow" && interaction.prompt.name === "consent" && signedIn && isTheirs) {
    const { actor } = signedIn;
    const { id: ssoClientId } = knownClient(client);
    // What the command line is told holds for that login alone: there is nothing to remember.
    if (ssoClientId !== null) {
      await giveConsent(
        { actor, tenantId: actor.tenantId, request: requestInfo(request) },
        { ssoClientId, ...missingFrom(interaction) },
      );
    }
    return { finish: { consent: {} } };
  }
  if (answer === "continue" && interaction.prompt.name === "select_account" && signedIn) {
    return { finish: { select_account: {} } };
  }
  if (answer === "other") return { signIn: { hint: undefined } };
  if (answer === "unmet") {
    return refused("unmet_authentication_requirements", "a second factor is required");
  }
  if (answer === "deny" || answer === "cancel") {
    return refused("access_denied", "the person refused");
  }
  return reactToVisit(step);
}

function refused(error: string, description: string): Reaction {
  return { finish: { error, error_description: description } };
}

function loginOf(signedIn: SignedIn) {
  const { acr, amr, loginTs } = assuranceOf(signedIn);
  return { accountId: signedIn.actor.userId, acr, amr, ts: loginTs };
}

const words = z.array(z.string());
const missing = z.object({
  missingOIDCScope: words.default([]),
  missingOIDCClaims: words.default([]),
  missingResourceScopes: z.record(z.string(), words).default({}),
});

/** What the person has not agreed to yet; when the app merely asks again, all that it asks for. */
function missingFrom({ prompt, params }: Interaction): Asked {
  const found = missing.parse(prompt.details);
  const asked = {
    scopes: found.missingOIDCScope,
    claims: found.missingOIDCClaims,
    resources: found.missingResourceScopes,
  };
  const isNothing =
    asked.scopes.length + asked.claims.length + Object.keys(asked.resources).length === 0;
  const scope = params["scope"];
  return isNothing && typeof scope === "string" ? { ...asked, scopes: scope.split(" ") } : asked;
}

function signInAddress(step: Step, hint: string | undefined): string {
  const query = new URLSearchParams({ callbackUrl: step.action });
  if (hint !== undefined) query.set("login_hint", hint.slice(0, 320));
  return `/auth/msp/signin?${query}`;
}

async function answerOf(request: IncomingMessage): Promise<string> {
  const form = await readFormBody(request);
  return form.get("answer") ?? "";
}

function redirect(response: ServerResponse, location: string): void {
  response.writeHead(303, { Location: location, "Cache-Control": "no-store" }).end();
}
