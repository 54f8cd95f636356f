import { type LookupAddress, type LookupOptions, lookup } from "node:dns";
import { Agent } from "undici";
import { placeOf } from "./address-policy.ts";
import { singleton } from "./singleton.ts";

/** A name that resolves to an address where requests must not go. */
export class AddressRefused extends Error {
  constructor() {
    super("The name resolves to an address that is not allowed");
    this.name = "AddressRefused";
  }
}

/**
 * The agent whose connections go only where the protocol may go: https to public addresses, and to private ones when
 * allowed; http to private ones alone. One agent each, so that a kept connection never serves a stricter caller.
 */
export function agentFor(protocol: string, allowPrivate: boolean): Agent {
  if (protocol === "http:") return agent("private", ["private"]);
  return allowPrivate ? agent("any", ["public", "private"]) : agent("public", ["public"]);
}

function agent(name: string, places: readonly string[]): Agent {
  return singleton(
    `pinned-agent:${name}`,
    () =>
      new Agent({
        connect: { lookup: checkedLookup(places), timeout: 5000 },
        connections: 16,
        keepAliveTimeout: 4000,
        maxHeaderSize: 16_384,
      }),
  );
}

type Callback = (
  error: NodeJS.ErrnoException | null,
  address: string | LookupAddress[],
  family?: number,
) => void;

/**
 * `dns.lookup` that refuses a name as a whole when any of its addresses is out of bounds. The socket connects to what
 * this returns, without asking again: a second answer (DNS rebinding) has no chance.
 */
function checkedLookup(places: readonly string[]) {
  return (hostname: string, options: LookupOptions, callback: Callback): void => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, "");
      const [first] = addresses;
      if (!first || !addresses.every(({ address }) => places.includes(placeOf(address)))) {
        return callback(new AddressRefused(), "");
      }
      if (options.all) return callback(null, addresses);
      return callback(null, first.address, first.family);
    });
  };
}
