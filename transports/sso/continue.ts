import type { IncomingMessage, ServerResponse } from "node:http";
import { GrantGone } from "#domain/grants/grant-gone.ts";
import { writeAudit } from "#domain/kernel/audit.ts";
import { decideClientUse } from "#domain/policies/decide-client-use.ts";
import type { SignedIn } from "#domain/sessions/find.ts";
import { type FoundSsoClient, findByClientId } from "#domain/sso-clients/find-by-client-id.ts";
import { findSsoRequest, finishSsoRequest, type SsoRequest } from "#domain/sso-requests/hold.ts";
import { issueSsoCode } from "#domain/sso-requests/issue-code.ts";
import { requestInfo } from "#transports/http/request-info.ts";
import { assuranceOf, signedInOn } from "#transports/oidc/browser-session.ts";
import { expiredPage } from "#transports/oidc/pages/interaction-pages.ts";
import { sendPage } from "#transports/oidc/pages/page.ts";
import { isUsable } from "./authorize.ts";
import { otherAccountPage, refusedPage, secondFactorPage } from "./pages.ts";
import { redirect, withAnswer } from "./redirect.ts";
import { CONTINUE_PATH } from "./routes.ts";

type Step = { held: SsoRequest; client: FoundSsoClient; signedIn: SignedIn; nonce: string };

/**
 * Goes on with a held request: to the sign-in page and back here, however many steps that takes, and
 * at last to the service with a code.
 */
export async function continueRequest(
  request: IncomingMessage,
  response: ServerResponse,
  nonce: string,
): Promise<void> {
  const held = await findSsoRequest(nonce);
  const client = held && (await findByClientId(held.clientId));
  if (!held || !client || !isUsable(client)) return sendPage(request, response, expiredPage());
  const signedIn = await signedInOn(request);
  if (!signedIn) return redirect(response, signInPath(nonce));
  const step = { held, client, signedIn, nonce };
  const page = await obstacleOf(step, requestInfo(request).address);
  if (page) return sendPage(request, response, page);
  await answer(request, response, step);
}

async function answer(request: IncomingMessage, response: ServerResponse, step: Step) {
  const { held, client, signedIn, nonce } = step;
  if (!(await finishSsoRequest(nonce))) return sendPage(request, response, expiredPage());
  const info = requestInfo(request);
  const { acr, amr, loginTs } = assuranceOf(signedIn);
  try {
    const assurance = { acr, amr, authTime: loginTs };
    const by = { signedIn, address: info.address, assurance };
    const code = await issueSsoCode(held, client, by);
    await writeAudit({ actor: signedIn.actor, tenantId: client.tenantId, request: info }, [
      {
        action: "sign_in.sso_client",
        target: { kind: "sso_client", id: client.id, name: client.name },
        after: { flow: "plain", sessionId: signedIn.actor.sessionId },
      },
    ]);
    redirect(response, withAnswer(held.redirectUri, { code, state: held.state }));
  } catch (error) {
    // The session or the client ended while this ran.
    if (!(error instanceof GrantGone)) throw error;
    sendPage(request, response, expiredPage());
  }
}

/** What keeps this person from this client, as a page, or null. */
async function obstacleOf({ held, client, signedIn, nonce }: Step, address: string) {
  const { actor, aal, roles } = signedIn;
  const denied = { error: "access_denied", state: held.state };
  const told = {
    client: client.name,
    email: actor.email,
    signInHref: signInPath(nonce),
    backHref: withAnswer(held.redirectUri, denied),
  };
  if (actor.tenantId !== client.tenantId) return otherAccountPage(told);
  if (aal < client.requiredAal) return secondFactorPage(told);
  const user = { tenantId: actor.tenantId, id: actor.userId, roles, teamIds: [], address };
  const decision = await decideClientUse({ ...user, aal: aal >= 2 ? 2 : 1 }, client);
  if (decision.allowed) return null;
  return decision.allowedAtAal2 ? secondFactorPage(told) : refusedPage(told);
}

function signInPath(nonce: string): string {
  const callbackUrl = `${CONTINUE_PATH}${nonce}`;
  return `/auth/msp/signin?${new URLSearchParams({ callbackUrl })}`;
}
