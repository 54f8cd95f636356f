import type { Row } from "#bench/lib/bench.ts";
import { discoveryRequest, tenantProviders } from "#bench/lib/discovery-requests.ts";
import { addressText } from "#bench/lib/load-source.ts";
import { knownEmail, unknownEmail } from "#bench/lib/seed.ts";
import { startReference } from "#bench/lib/servers.ts";
import { compareTimes, type TimingRun, timingOutcome } from "#bench/lib/timing.ts";

const MARGIN_MICROSECONDS = 20;
const LEAK_MILLISECONDS = 1;

/**
 * Row 2: discovery for known against unknown users of one domain must take the same time. The method
 * proves itself in the same run: the same person against themselves passes, and a leak that a proxy
 * plants in the unknown people's requests is found.
 */
export const discoveryTimingRow: Row = async ({ sizes, fixture, say }) => {
  const { product, baseUrl } = await fixture();
  const answered = new Set<string>();
  let runs = 0;
  const run = (settings: Pick<TimingRun, "port" | "pairs" | "emails">) => {
    // Addresses far above the load generator's, one a pair: both sides meet the limiter alike.
    const firstAddress = (0x80 + runs) << 16;
    runs += 1;
    return compareTimes({
      ...settings,
      warmUp: Math.ceil(settings.pairs / 5),
      marginMicroseconds: MARGIN_MICROSECONDS,
      request: (email, pair) => {
        const { head, tail } = discoveryRequest(baseUrl, email, tenantProviders);
        return head + addressText(firstAddress + pair) + tail;
      },
      check: ({ status, body }) => answered.add(`${status} ${body}`),
    });
  };
  const person = (pair: number) => pair % sizes.users;
  const emails = (pair: number) => ({
    first: knownEmail(person(pair)),
    second: unknownEmail(person(pair)),
  });

  say("discovery timing: the same person against themselves");
  const control = await run({
    port: product.port,
    pairs: sizes.discoveryPairs,
    emails: (pair) => ({ first: emails(pair).first, second: emails(pair).first }),
  });
  say("discovery timing: known against unknown people");
  const users = await run({ port: product.port, pairs: sizes.discoveryPairs, emails });
  say("discovery timing: a planted leak");
  const proxy = await startReference("leaky-proxy", [
    String(product.port),
    "nobody-",
    String(LEAK_MILLISECONDS),
  ]);
  const leak = await run({ port: proxy.port, pairs: sizes.leakPairs, emails });
  await proxy.stop();
  if (answered.size !== 1) {
    throw new Error(`known and unknown people got different answers: ${[...answered].join(" / ")}`);
  }

  const row = 2;
  return [
    timingOutcome(users, {
      row,
      name: "discovery, known against unknown users of one domain: median difference",
      target: `within +-${MARGIN_MICROSECONDS} us`,
      pass: users.equivalent,
    }),
    timingOutcome(control, {
      row,
      name: "control: the same user against themselves",
      target: `within +-${MARGIN_MICROSECONDS} us`,
      pass: control.equivalent,
    }),
    timingOutcome(leak, {
      row,
      name: `planted leak of ${LEAK_MILLISECONDS} ms`,
      target: "found",
      pass: leak.low > MARGIN_MICROSECONDS,
    }),
  ];
};
