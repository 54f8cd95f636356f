import { type Client, interactionPolicy, type KoaContextWithOIDC } from "oidc-provider";
import { decisionAtTheDoor } from "./access.ts";
import { acrValues } from "./browser-session.ts";
import { knownClient } from "./client-metadata.ts";

const { Check, Prompt, base } = interactionPolicy;

/**
 * When a person has to do something before a client gets its answer: sign in, choose an account, prove
 * more, agree. Whoever is signed in and owes nothing never sees a page.
 */
export function gatehousePolicy() {
  const policy = base();
  const login = policy.get("login");
  const consent = policy.get("consent");
  if (!login || !consent) throw new Error("oidc-provider has no such prompts any more");
  login.checks.add(
    new Check(
      "not_theirs",
      "the signed-in person is not known where this client belongs",
      "login_required",
      ({ oidc }) => oidc.session?.accountId !== undefined && oidc.account === undefined,
    ),
  );
  login.checks.add(
    new Check(
      "assurance",
      "a higher assurance level is required",
      "unmet_authentication_requirements",
      (ctx) => needsMoreAssurance(ctx),
    ),
  );
  login.checks.add(
    new Check("policy", "a policy keeps this person out", "access_denied", async (ctx) => {
      const decision = await decisionAtTheDoor(ctx);
      return decision !== null && !decision.allowed && !decision.allowedAtAal2;
    }),
  );
  login.checks.add(
    new Check(
      "policy_assurance",
      "a policy asks for a higher assurance level",
      "unmet_authentication_requirements",
      async (ctx) => (await decisionAtTheDoor(ctx))?.allowedAtAal2 === true,
    ),
  );
  // RFC 8252 section 8.6 asks for it, but a tenant's own programs are known to it.
  consent.checks.remove("native_client_prompt");
  consent.checks.add(
    new Check(
      "foreign_native_client",
      "an app whose identity nobody vouches for asks each time",
      "interaction_required",
      ({ oidc }) =>
        oidc.client?.applicationType === "native" &&
        mustAskEachTime(oidc.client, oidc.entities.DeviceCode !== undefined) &&
        oidc.result?.consent === undefined,
    ),
  );
  policy.add(new Prompt({ name: "select_account", requestable: true }), 0);
  return policy;
}

/**
 * RFC 8252 section 8.6: any program can pretend to be the command line, whose tokens may do whatever the
 * person may. On a device, the page of its code has asked already.
 */
function mustAskEachTime(client: Client, isDevice: boolean): boolean {
  const { id, firstParty } = knownClient(client);
  return id === null ? !isDevice : !firstParty;
}

/** Whether the client's own rule, or an essential `acr` claim, asks for two factors that are not there. */
function needsMoreAssurance({ oidc }: KoaContextWithOIDC): boolean {
  const { client, session, claims } = oidc;
  if (!client || session?.accountId === undefined) return false;
  const [, second] = acrValues;
  const asked = claims?.id_token?.["acr"];
  const essential =
    asked?.essential === true && [asked.value, ...(asked.values ?? [])].includes(second);
  const required = knownClient(client).requiredAal >= 2 || essential;
  return required && session.acr !== second;
}
