import type { IncomingMessage, ServerResponse } from "node:http";
import Provider from "oidc-provider";
import { type KeyRing, loadSigningKeys } from "#domain/signing-keys/load.ts";
import { env } from "#platform/env.ts";
import { singleton } from "#platform/singleton.ts";
import { configuration } from "./configuration.ts";
import { devicePages } from "./device.ts";
import { watch } from "./events.ts";
import { changeInternals } from "./internals.ts";
import { endOurSession } from "./logout.ts";

type Callback = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

export type RunningProvider = { provider: Provider; callback: Callback };

/**
 * The OpenID Provider with the keys that sign now: another instance whenever they change, which is
 * every few months. Throws `unavailable` when the keys cannot be read.
 */
export async function runningProvider(): Promise<RunningProvider> {
  const slot = singleton("openid-provider", () => ({
    version: "",
    running: null as RunningProvider | null,
  }));
  const ring = await loadSigningKeys();
  if (slot.running && slot.version === ring.version) return slot.running;
  slot.running = build(ring);
  slot.version = ring.version;
  return slot.running;
}

function build(ring: KeyRing): RunningProvider {
  const provider = new Provider(env.BASE_URL, configuration(ring));
  // The front server has written these headers itself; whatever the client sent is gone.
  provider.proxy = true;
  changeInternals(provider);
  watch(provider);
  provider.use(async (ctx, next) => {
    await next();
    if (ctx.status === 503) ctx.set("Retry-After", "2");
  });
  provider.use(devicePages);
  provider.use(endOurSession);
  return { provider, callback: provider.callback() };
}
