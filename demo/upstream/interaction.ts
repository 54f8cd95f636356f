import type { IncomingMessage, ServerResponse } from "node:http";
import type Provider from "oidc-provider";
import { answerHtml, readForm } from "./http.ts";
import { personPage } from "./page.ts";
import type { KnownPerson } from "./people.ts";
import type { UpstreamFault } from "./types.ts";

type InteractionInput = {
  provider: Provider;
  title: string;
  people: readonly KnownPerson[];
  autoSignIn: boolean;
  fault: UpstreamFault | null;
};

/** Asks who is there, unless a known `login_hint` may answer, and goes on with that person. */
export async function handleInteraction(
  input: InteractionInput,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { params, uid } = await input.provider.interactionDetails(request, response);
  if (input.fault?.kind === "error") {
    await input.provider.interactionFinished(request, response, {
      error: input.fault.error,
      error_description: input.fault.description ?? "the stand-in was told to refuse",
    });
    return;
  }

  const hint = typeof params["login_hint"] === "string" ? params["login_hint"] : "";
  const posted = request.method === "POST" ? ((await readForm(request)).get("email") ?? "") : null;
  const trusted = input.autoSignIn || params["chosen"] === "1" ? hint : "";
  const person = personWith(input.people, posted ?? trusted);
  if (person === undefined) {
    const html = personPage({
      title: input.title,
      method: "post",
      action: uid,
      field: "email",
      hint: posted ?? hint,
      people: input.people,
      hidden: {},
      message: posted === null ? null : "Nobody here has that address.",
    });
    answerHtml(response, html);
    return;
  }

  const login = { accountId: person.sub, amr: ["pwd"] };
  const result = { login, consent: {}, select_account: {} };
  await input.provider.interactionFinished(request, response, result);
}

export function personWith(people: readonly KnownPerson[], email: string): KnownPerson | undefined {
  const wanted = email.trim().toLowerCase();
  return people.find((person) => person.email.toLowerCase() === wanted);
}
