import { type HttpBrowser, type Landing, startHttpBrowser } from "./http-browser.ts";
import { type Installation, type ProviderKind, record } from "./installation.ts";

/**
 * One sign-in as the page's scripts do it, without a page: discover, resolve, and every redirect
 * until the return address. The stand-in must sign hinted people in by itself.
 *
 * @param visitorAddress an address of the visitor's own, for the rate limits
 */
export async function signInOverHttp(
  installation: Installation,
  visitorAddress: string,
  attempt: { kind: ProviderKind; email: string; callbackUrl: string },
): Promise<{ browser: HttpBrowser; landing: Landing }> {
  const { baseUrl } = installation.product;
  const browser = startHttpBrowser(null, { "x-forwarded-for": visitorAddress });
  const { kind: provider, email, callbackUrl } = attempt;
  await post(browser, `${baseUrl}/api/auth/msp/sso/discover`, { email });
  const resolve = `${baseUrl}/api/auth/msp/sso/resolve`;
  const answer = record(await post(browser, resolve, { provider, email, callbackUrl }));
  if (typeof answer["url"] !== "string") throw new Error(`not resolved: ${JSON.stringify(answer)}`);
  return { browser, landing: await browser.go(new URL(answer["url"], baseUrl).href) };
}

async function post(browser: HttpBrowser, address: string, json: object): Promise<unknown> {
  const response = await browser.request(address, {
    method: "POST",
    headers: { "content-type": "application/json", origin: new URL(address).origin },
    body: JSON.stringify(json),
  });
  return response.json();
}
