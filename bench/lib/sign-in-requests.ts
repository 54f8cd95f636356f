import type { LoadRequest } from "./load-job.ts";

const PATH = "/auth/msp/signin";
const BOUNDARY = "----gatehouse-bench";

export type SignInForm = {
  /** The server action behind the form, and the state that the page starts from. */
  actionId: string;
  initialState: unknown;
  hidden: readonly (readonly [name: string, value: string])[];
};

/**
 * Reads the sign-in page as a browser gets it: its form's hidden fields name the server action.
 * @throws when the page has no such form
 */
export async function readSignInForm(port: number): Promise<SignInForm> {
  const page = await (await fetch(`http://127.0.0.1:${port}${PATH}`)).text();
  const hidden = [...page.matchAll(/<input\b[^>]*type="hidden"[^>]*>/g)].map(
    ([tag]) => [attribute(tag, "name"), attribute(tag, "value")] as const,
  );
  const field = (pattern: RegExp) => hidden.find(([name]) => pattern.test(name))?.[1];
  const action: { id?: string } = JSON.parse(field(/^\$ACTION_\d+:0$/) ?? "{}");
  const [initialState]: unknown[] = JSON.parse(field(/^\$ACTION_\d+:1$/) ?? "[]");
  if (action.id === undefined) throw new Error(`${PATH} has no form with a server action`);
  return { actionId: action.id, initialState, hidden };
}

/**
 * What a browser with scripts sends when the form is submitted: React's encoding of the action's
 * arguments, the state and the form's fields (`encodeReply`).
 * In: `expect`, what the answer must contain to count.
 */
export function signInRequest(
  baseUrl: string,
  form: SignInForm,
  credentials: { email: string; password: string },
  expect: string,
): LoadRequest {
  const fields = [
    ...form.hidden,
    ["username", credentials.email] as const,
    ["password", credentials.password] as const,
  ].map(([name, value]) => [`1_${name}`, value] as const);
  const body = multipart([...fields, ["0", JSON.stringify([form.initialState, "$K1"])]]);
  return {
    head: [
      `POST ${PATH} HTTP/1.1`,
      `Host: ${new URL(baseUrl).host}`,
      "Accept: text/x-component",
      `Next-Action: ${form.actionId}`,
      `Content-Type: multipart/form-data; boundary=${BOUNDARY}`,
      `Content-Length: ${Buffer.byteLength(body)}`,
      `Origin: ${baseUrl}`,
      "Sec-Fetch-Site: same-origin",
      "X-Forwarded-For: ",
    ].join("\r\n"),
    tail: `\r\n\r\n${body}`,
    expect,
  };
}

function multipart(fields: readonly (readonly [name: string, value: string])[]): string {
  const parts = fields.map(
    ([name, value]) =>
      `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  return `${parts.join("")}--${BOUNDARY}--\r\n`;
}

function attribute(tag: string, name: string): string {
  const value = new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? "";
  return value
    .replaceAll("&quot;", '"')
    .replaceAll("&#x27;", "'")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}
