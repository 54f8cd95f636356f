import { leaks } from "./canaries.ts";
import { mayRead, type Outcome } from "./expectations.ts";
import type { RawAnswer, RawRequest } from "./raw-request.ts";
import { sendRaw } from "./raw-request.ts";
import type { Subject, World } from "./world.ts";

/** The sign-in page that leads back to where somebody wanted to go. */
const toSignIn = "/auth/msp/signin?callbackUrl=";

/** Sends a request as somebody. Adds what their browser would: cookie, origin, an address of its own. */
export async function askAs(
  world: World,
  subject: Subject,
  request: RawRequest,
): Promise<RawAnswer> {
  const own = {
    "x-forwarded-for": "198.19.200.1",
    ...(subject.cookie === null ? {} : { cookie: subject.cookie }),
    ...(request.method === "POST" ? { origin: world.baseUrl } : {}),
  };
  return await sendRaw(world.baseUrl, { ...request, headers: { ...own, ...request.headers } });
}

/** How a page answered: by its status, or for Next's client code by the digest in the payload. */
export function outcomeOf({ status, headers, text }: RawAnswer): Outcome | string {
  const location = headers["location"] ?? "";
  if (status === 307 && location.startsWith(toSignIn)) return "sign in";
  if (status === 403) return "forbidden";
  if (status === 404) return "not found";
  const digest = /NEXT_HTTP_ERROR_FALLBACK;(\d+)/.exec(text)?.[1];
  if (status === 200 && headers["content-type"]?.startsWith("text/x-component")) {
    if (digest === "403") return "forbidden";
    if (digest === "404") return "not found";
    if (text.includes(`NEXT_REDIRECT;replace;${toSignIn}`)) return "sign in";
  }
  return status === 200 || status === 307 ? "open" : `status ${status}`;
}

/** What is wrong with any answer whatsoever: data that its reader may not see, a kept page, a crash. */
export function faultsOf(
  world: World,
  subject: Subject,
  request: RawRequest,
  answer: RawAnswer,
): string[] {
  const said = `${request.path} ${request.body ?? ""}`;
  const received = `${answer.text} ${JSON.stringify(answer.headers)}`;
  const shown = leaks(world.canaries, received, said, (canary) => mayRead(subject, canary));
  const kept = !(answer.headers["cache-control"] ?? "").includes("no-store");
  return [
    ...shown.map((place) => `shows the ${place}`),
    ...(kept ? [`may be kept (${answer.headers["cache-control"] ?? "no Cache-Control"})`] : []),
    ...(answer.status >= 500 ? [`answers ${answer.status}`] : []),
  ];
}
