import { join } from "node:path";
import { alternate, ratios } from "#bench/lib/alternate.ts";
import type { Row } from "#bench/lib/bench.ts";
import { medianInterval } from "#bench/lib/bootstrap.ts";
import { startLanes } from "#bench/lib/lanes.ts";
import type { LoadRequest } from "#bench/lib/load-job.ts";
import { atLeast } from "#bench/lib/report.ts";
import { requestsPerCpuSecond, scored, wallOf } from "#bench/lib/score.ts";
import { postmasterOf } from "#bench/lib/servers.ts";
import { type BenchClient, startSsoFixture } from "#bench/lib/sso-fixture.ts";
import { startEmbedded } from "#db/embedded.ts";

const CONNECTIONS = 8;
const TARGET = 0.7;
/** More than any machine exchanges in a second: a code that ran out would be an error. */
const CODES_PER_SECOND = 2_500;

/** Row 7: a code of the plain flow for an RS256 JWT, durable, against one signature and one commit. */
export const ssoTokenRow: Row = async ({ sizes, load, folder, say }) => {
  const fixture = await startSsoFixture(join(folder, "sso"));
  const database = await startEmbedded({ dataDir: join(folder, "sign-and-commit") });
  const loop = await startLanes("sign-and-commit", [database.ownerUrl, `${CONNECTIONS}`]);
  try {
    const { product, clients, newCodes } = fixture;
    const serving = [loop.pid, await postmasterOf(database.ownerUrl)];
    const exchanges = async () => {
      // Just before, for they live for a minute, and outside of what is measured.
      const codes = await newCodes(sizes.seconds * CODES_PER_SECOND);
      load.use(codes.map((code) => exchange(clients.plain, code)));
      return await scored(product.serving, () =>
        load.run({
          port: product.port,
          seconds: sizes.seconds,
          connections: CONNECTIONS,
          rate: null,
          order: "in turn",
          requestsPerAddress: 1,
        }),
      );
    };
    const signatures = () => scored(serving, () => loop.run(sizes.seconds));
    say("SSO token endpoint: warming both");
    await exchanges();
    await signatures();
    say("SSO token endpoint: rate");
    const measured = await alternate(sizes.rounds, exchanges, signatures);
    const score = medianInterval(ratios(measured, requestsPerCpuSecond));
    return [
      {
        row: 7,
        name: "code for RS256 JWT per CPU-second, against one signature and one commit",
        target: `>= ${TARGET} x`,
        unit: "x",
        score,
        pass: atLeast(score, TARGET),
        product: wallOf(measured.product),
        reference: wallOf(measured.reference),
        notes: [`closed loop, ${CONNECTIONS} connections, synchronous commits on both sides`],
      },
    ];
  } finally {
    await loop.stop();
    await database.stop();
    await fixture.stop();
  }
};

function exchange({ clientId, secret, redirectUri }: BenchClient, code: string): LoadRequest {
  const asked = { client_id: clientId, client_secret: secret, redirect_uri: redirectUri, code };
  const body = JSON.stringify(asked);
  return {
    head: [
      "POST /v1/sso/token HTTP/1.1",
      "Host: localhost",
      "Content-Type: application/json",
      `Content-Length: ${body.length}`,
      "X-Forwarded-For: ",
    ].join("\r\n"),
    tail: `\r\n\r\n${body}`,
    expect: '"token_type":"Bearer"',
  };
}
