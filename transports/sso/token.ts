import type { IncomingMessage, ServerResponse } from "node:http";
import { z } from "zod";
import { decideClientUse } from "#domain/policies/decide-client-use.ts";
import { type FoundSsoClient, findByClientId } from "#domain/sso-clients/find-by-client-id.ts";
import { noteSsoClientUseNowAndThen } from "#domain/sso-clients/note-use.ts";
import { type Redeemed, redeemSsoCode } from "#domain/sso-requests/redeem-code.ts";
import { sameBytes, sha256 } from "#platform/hash.ts";
import { log } from "#platform/log.ts";
import { tokensIssued } from "#platform/metrics.ts";
import { readJsonObject } from "#transports/http/read-body.ts";
import { requestInfo } from "#transports/http/request-info.ts";
import { auditFamilyEnd } from "#transports/oidc/replay.ts";
import { isUsable } from "./authorize.ts";
import { signSsoToken } from "./sign-sso-token.ts";

const LONGEST_BODY_BYTES = 16_384;

const exchange = z.object({
  client_id: z.string(),
  redirect_uri: z.string(),
  code: z.string(),
  code_verifier: z
    .string()
    .regex(/^[\w.~-]{43,128}$/)
    .optional(),
  client_secret: z.string().optional(),
});

type Refusal = {
  status: 400 | 401 | 403;
  error: "invalid_grant" | "invalid_client" | "access_denied";
  error_description: string;
};

const unreadable: Refusal = {
  status: 400,
  error: "invalid_grant",
  error_description:
    "Send JSON with client_id, redirect_uri and code as text, and code_verifier and client_secret where they apply.",
};
/** An unknown client, a disabled one and a wrong secret read the same. */
const unknownClient: Refusal = {
  status: 401,
  error: "invalid_client",
  error_description: "There is no such client, it is switched off, or its secret is wrong.",
};
const deadCode: Refusal = {
  status: 400,
  error: "invalid_grant",
  error_description:
    "The code is unknown, expired, used already, another client's, or was made for another redirect_uri or code_verifier.",
};
const keptOut: Refusal = {
  status: 403,
  error: "access_denied",
  error_description: "A policy does not let this person use the client.",
};

/** Exchanges a code of the plain flow for a signed token. */
export async function exchangeCode(
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const answered = await answerTo(request);
  const isRefusal = "error" in answered;
  tokensIssued.inc({ grant_type: "plain", outcome: isRefusal ? answered.error : "success" });
  const { status, ...body } = isRefusal ? answered : { status: 200, ...answered };
  response.writeHead(status, { "Content-Type": "application/json", "Cache-Control": "no-store" });
  response.end(JSON.stringify(body));
}

async function answerTo(request: IncomingMessage) {
  const shown = exchange.safeParse(await readJsonObject(request, LONGEST_BODY_BYTES)).data;
  if (!shown) return unreadable;
  const client = await findByClientId(shown.client_id);
  if (!client || !isUsable(client) || !proves(client, shown.client_secret)) return unknownClient;
  const redeemed = await redeemSsoCode(client, {
    code: shown.code,
    redirectUri: shown.redirect_uri,
    codeVerifier: shown.code_verifier ?? null,
  });
  if (redeemed.outcome === "replayed") {
    await auditFamilyEnd(client, requestInfo(request), redeemed.grantId);
  }
  if (redeemed.outcome !== "redeemed") return deadCode;
  if (!(await mayUse(client, redeemed))) return keptOut;
  noteSsoClientUseNowAndThen(client, redeemed.grant.person.email).catch((error: unknown) =>
    log.warn({ err: error }, "the use of a client was not noted"),
  );
  return await signSsoToken(client, redeemed);
}

/** A public client has nothing to prove but its verifier. */
function proves(client: FoundSsoClient, secret: string | undefined): boolean {
  if (client.authMethod === "none") return secret === undefined;
  const hash = sha256(secret ?? "");
  return client.secretHashes.some((kept) => sameBytes(kept, hash));
}

/** Policies may have changed since the code was made; the person's roles too. */
async function mayUse(
  client: FoundSsoClient,
  { grant, payload }: Extract<Redeemed, { outcome: "redeemed" }>,
): Promise<boolean> {
  const { userId, roles } = grant.person;
  const { aal, address } = payload;
  const user = { tenantId: client.tenantId, id: userId, roles, teamIds: [], aal, address };
  return (await decideClientUse(user, client)).allowed && aal >= client.requiredAal;
}
