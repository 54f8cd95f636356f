import { alternate, ratios } from "#bench/lib/alternate.ts";
import type { Row } from "#bench/lib/bench.ts";
import { medianInterval } from "#bench/lib/bootstrap.ts";
import { startLanes } from "#bench/lib/lanes.ts";
import { atLeast } from "#bench/lib/report.ts";
import { requestsPerCpuSecond, scored, wallOf } from "#bench/lib/score.ts";
import { knownEmail, seededPassword } from "#bench/lib/seed.ts";
import { readSignInForm, signInRequest } from "#bench/lib/sign-in-requests.ts";

const CONNECTIONS = 4;
/** Under the limit of 10 a minute. */
const REQUESTS_PER_ADDRESS = 5;
const TARGET = 0.85;

/** Row 4: password sign-ins that succeed, against the rate of argon2id alone. */
export const passwordRateRow: Row = async ({ sizes, load, fixture, say }) => {
  const { product, baseUrl } = await fixture();
  const form = await readSignInForm(product.port);
  // Row 3 used the people before these up to one refused try each.
  const people = Array.from({ length: sizes.users - sizes.passwordPairs }, (_, index) =>
    knownEmail(sizes.passwordPairs + index),
  );
  load.use(
    people.map((email) =>
      signInRequest(baseUrl, form, { email, password: seededPassword }, "gatehouse_session="),
    ),
  );
  const hasher = await startLanes("raw-argon2");
  try {
    const signIns = () =>
      scored(product.serving, () =>
        load.run({
          port: product.port,
          seconds: sizes.seconds,
          connections: CONNECTIONS,
          rate: null,
          order: "in turn",
          requestsPerAddress: REQUESTS_PER_ADDRESS,
        }),
      );
    const hashes = () => scored([hasher.pid], () => hasher.run(sizes.seconds));
    say("password sign-ins: warming both");
    await signIns();
    await hashes();
    say("password sign-ins: rate");
    const measured = await alternate(sizes.rounds, signIns, hashes);
    const score = medianInterval(ratios(measured, requestsPerCpuSecond));
    return [
      {
        row: 4,
        name: "password sign-ins per CPU-second, against raw argon2id",
        target: `>= ${TARGET} x`,
        unit: "x",
        score,
        pass: atLeast(score, TARGET),
        product: wallOf(measured.product),
        reference: wallOf(measured.reference),
        notes: [`closed loop, ${CONNECTIONS} connections, sign-ins that succeed`],
      },
    ];
  } finally {
    await hasher.stop();
  }
};
