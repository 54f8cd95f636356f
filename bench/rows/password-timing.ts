import type { Row } from "#bench/lib/bench.ts";
import { addressText } from "#bench/lib/load-source.ts";
import { knownEmail, unknownEmail } from "#bench/lib/seed.ts";
import { readSignInForm, signInRequest } from "#bench/lib/sign-in-requests.ts";
import { compareTimes, timingOutcome } from "#bench/lib/timing.ts";

const MARGIN_MICROSECONDS = 250;
const FIRST_ADDRESS = 0xc0 << 16;

/** Row 3: a refused password takes the same time for a known and for an unknown person. */
export const passwordTimingRow: Row = async ({ sizes, fixture, say }) => {
  const { product, baseUrl } = await fixture();
  const form = await readSignInForm(product.port);
  const warmUp = Math.ceil(sizes.passwordPairs / 10);
  // One try an account: 10 in 15 minutes are the limit, and row 4 signs the next people in.
  if (sizes.passwordPairs + warmUp > sizes.users) throw new Error("too few seeded users");
  const answered = new Set<string>();
  say("password timing: known against unknown people");
  const users = await compareTimes({
    port: product.port,
    pairs: sizes.passwordPairs,
    warmUp,
    marginMicroseconds: MARGIN_MICROSECONDS,
    emails: (pair) => ({ first: knownEmail(pair), second: unknownEmail(pair) }),
    request: (email, pair) => {
      const credentials = { email, password: "not-the-password-1" };
      const { head, tail } = signInRequest(baseUrl, form, credentials, "");
      return head + addressText(FIRST_ADDRESS + pair) + tail;
    },
    check: ({ status, body }) => answered.add(`${status}, ${body.length} characters`),
  });
  if (answered.size !== 1) {
    throw new Error(`refusals differ: ${[...answered].slice(0, 4).join(" / ")}`);
  }
  return [
    timingOutcome(users, {
      row: 3,
      name: "password sign-in, known against unknown user: median difference",
      target: `within +-${MARGIN_MICROSECONDS} us`,
      pass: users.equivalent,
    }),
  ];
};
