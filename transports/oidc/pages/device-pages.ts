import type { Client, KoaContextWithOIDC } from "oidc-provider";
import { routes } from "#transports/oidc/routes.ts";
import { formSecret } from "./form-secret.ts";
import { type Html, html } from "./html.ts";
import { showPage } from "./page.ts";

const messages: Readonly<Record<string, string>> = {
  NoCodeError: "Enter the code that your device shows.",
  NotFoundError: "There is no such code. Compare it with your device, letter by letter.",
  ExpiredError: "This code has expired. Start again on your device.",
  AlreadyUsedError: "This code was used already. Start again on your device.",
  AbortedError: "You refused. The device gets nothing.",
};

/** Asks for the code that a device shows (RFC 8628 section 3.3). A code in the address is filled in. */
export function renderUserCode(
  ctx: KoaContextWithOIDC,
  _form: string,
  _out?: unknown,
  error?: Error & { userCode?: string },
): void {
  const given = error?.userCode ?? ctx.state["userCode"];
  const message = error && (messages[error.name] ?? "This failed. Start again on your device.");
  showPage(ctx, {
    title: "Connect a device",
    body: html`${message ? html`<p class="alert" role="alert">${message}</p>` : ""}
<p>Enter the code that your device shows.</p>
<form method="post" action="${routes.code_verification}">
<input type="hidden" name="xsrf" value="${formSecret(ctx)}">
<label>Code<input class="code" name="user_code" value="${typeof given === "string" ? given.slice(0, 40) : ""}" placeholder="XXXX-XXXX" maxlength="40" autocomplete="off" autocapitalize="characters" spellcheck="false" required autofocus></label>
<button class="primary">Continue</button>
</form>`,
  });
}

/** Shows what the device is and asks whether it is the person's own (RFC 8628 section 5.4). */
export function renderUserCodeConfirm(
  ctx: KoaContextWithOIDC,
  _form: string,
  client: Client,
  deviceInfo: Record<string, unknown>,
  userCode: string,
): void {
  showPage(ctx, {
    title: "Is this your device?",
    body: html`<p><strong>${client.clientName ?? client.clientId}</strong> wants to be signed in as you, on the device that shows this code:</p>
<p class="big">${userCode}</p>
${facts(deviceInfo)}
<p>Refuse when somebody else sent you this code, or when your device shows another one.</p>
<form method="post" action="${routes.code_verification}">
<input type="hidden" name="xsrf" value="${formSecret(ctx)}">
<input type="hidden" name="user_code" value="${userCode}">
<button class="primary" name="confirm" value="yes">It is mine: continue</button>
<button name="abort" value="yes">Refuse</button>
</form>`,
  });
}

/** The end, on the browser; the device goes on by itself. */
export function renderDeviceDone(ctx: KoaContextWithOIDC): void {
  const name = ctx.oidc.client?.clientName ?? "Your device";
  showPage(ctx, {
    title: "Your device is connected",
    body: html`<p><strong>${name}</strong> is signed in now. You can close this page and go back to your device.</p>`,
  });
}

function facts({ ip, ua }: Record<string, unknown>): Html | string {
  if (typeof ip !== "string" && typeof ua !== "string") return "";
  return html`<dl><dt>Asked from</dt><dd><code>${String(ip ?? "unknown")}</code></dd><dt>Software</dt><dd>${String(ua || "not said").slice(0, 200)}</dd></dl>`;
}
