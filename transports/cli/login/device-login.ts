import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import { commandLineClient } from "#domain/command-line/client.ts";
import { CommandError } from "#transports/cli/failure.ts";
import { askProvider, askTokens, ProviderRefusal } from "./ask-provider.ts";
import type { KeptLogin } from "./kept-login.ts";

const deviceAnswer = z.looseObject({
  device_code: z.string(),
  user_code: z.string(),
  verification_uri: z.string(),
  verification_uri_complete: z.string().optional(),
  expires_in: z.number(),
  /** RFC 8628 section 3.2: five seconds unless said. */
  interval: z.number().default(5),
});

/** RFC 8628 section 3.5: how much slower, each time the server asks for it. */
const SLOWER_SECONDS = 5;

/**
 * Signs in by a code that the person types on another device. In: the issuer, and how to tell the
 * person something. Out: the tokens. Throws `CommandError` when they refuse, or let the code expire.
 */
export async function deviceLogin(
  issuer: string,
  tell: (text: string) => void,
): Promise<KeptLogin> {
  const scope = commandLineClient.scopes.join(" ");
  const started = deviceAnswer.parse(
    await askProvider(issuer, "device", { scope, resource: `${issuer}/v1` }),
  );
  const { user_code: code, verification_uri: page } = started;
  tell(`Open this address on any device, and enter the code ${code}:\n\n  ${page}\n\n`);
  if (started.verification_uri_complete) {
    tell(`Or open this one, and compare the code:\n\n  ${started.verification_uri_complete}\n\n`);
  }
  const endsAt = performance.now() + started.expires_in * 1000;
  let interval = started.interval;
  while (performance.now() < endsAt) {
    await pause(interval * 1000);
    try {
      return await askTokens(issuer, {
        grant_type: "urn:ietf:params:oauth:grant-type:device_code",
        device_code: started.device_code,
      });
    } catch (error) {
      if (!(error instanceof ProviderRefusal)) throw error;
      if (error.code === "slow_down") interval += SLOWER_SECONDS;
      else if (error.code === "access_denied") throw new CommandError("The sign-in was refused.");
      else if (error.code === "expired_token") break;
      else if (error.code !== "authorization_pending") throw error;
    }
  }
  throw new CommandError("The code has expired. Run `gatehouse login --device` again.");
}
