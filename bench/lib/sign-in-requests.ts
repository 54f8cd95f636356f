import type { LoadRequest } from "./load-job.ts";

const PAGE = "/auth/msp/signin";

/** The sign-in form as the page has it. */
export type SignInForm = {
  action: string;
  hidden: readonly (readonly [name: string, value: string])[];
};

/**
 * Reads the sign-in page as a browser gets it: where its form is posted to, and what it carries.
 * @throws when the page has no form that a browser would post by itself
 */
export async function readSignInForm(port: number): Promise<SignInForm> {
  const page = await (await fetch(`http://127.0.0.1:${port}${PAGE}`)).text();
  const form = [...page.matchAll(/<form\b[^>]*>[\s\S]*?<\/form>/g)]
    .map(([text]) => text)
    .find((text) => attribute(text, "method") === "post" && text.includes('name="password"'));
  if (form === undefined) throw new Error(`${PAGE} has no form for a password`);
  const hidden = [...form.matchAll(/<input\b[^>]*type="hidden"[^>]*>/g)].map(
    ([tag]) => [attribute(tag, "name"), attribute(tag, "value")] as const,
  );
  return { action: attribute(form, "action"), hidden };
}

/**
 * What a browser sends when the form is submitted.
 * In: `expect`, what the answer must contain to count.
 */
export function signInRequest(
  baseUrl: string,
  form: SignInForm,
  credentials: { email: string; password: string },
  expect: string,
): LoadRequest {
  const body = new URLSearchParams([
    ...form.hidden.map(([name, value]) => [name, value]),
    ["username", credentials.email],
    ["password", credentials.password],
  ]).toString();
  return {
    head: [
      `POST ${form.action} HTTP/1.1`,
      `Host: ${new URL(baseUrl).host}`,
      "Accept: text/html",
      "Content-Type: application/x-www-form-urlencoded",
      `Content-Length: ${body.length}`,
      `Origin: ${baseUrl}`,
      "Sec-Fetch-Site: same-origin",
      "X-Forwarded-For: ",
    ].join("\r\n"),
    tail: `\r\n\r\n${body}`,
    expect,
  };
}

/** The value of the first attribute of that name, as the browser reads it. */
function attribute(html: string, name: string): string {
  const value = new RegExp(`\\b${name}="([^"]*)"`).exec(html)?.[1] ?? "";
  return value
    .replaceAll("&quot;", '"')
    .replaceAll("&#x27;", "'")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}
