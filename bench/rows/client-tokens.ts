import { join } from "node:path";
import { alternate, ratios } from "#bench/lib/alternate.ts";
import type { Bench, Row } from "#bench/lib/bench.ts";
import { medianInterval } from "#bench/lib/bootstrap.ts";
import type { Side } from "#bench/lib/fixture.ts";
import type { LoadRequest } from "#bench/lib/load-job.ts";
import { atLeast, type Outcome } from "#bench/lib/report.ts";
import { requestsPerCpuSecond, scored, wallOf } from "#bench/lib/score.ts";
import { type Server, startReference } from "#bench/lib/servers.ts";
import { startSsoFixture } from "#bench/lib/sso-fixture.ts";

const CONNECTIONS = 8;
const TARGET = 0.8;
/** As many as the reference keeps in memory, and a few less. */
const TOKENS = 400;

type Client = { clientId: string; secret: string };
type Party = { side: Side; tokenPath: string; introspectPath: string; client: Client };

const referenceClient = { clientId: "bench", secret: "the secret of the benchmark's client" };

/** Client credentials and introspection, against oidc-provider with its in-memory adapter. */
export const clientTokensRow: Row = async (bench) => {
  const stops: (() => Promise<void>)[] = [];
  try {
    const fixture = await startSsoFixture(join(bench.folder, "client-tokens"));
    stops.push(fixture.stop);
    const ours: Party = {
      side: fixture.product,
      tokenPath: "/oauth2/token",
      introspectPath: "/oauth2/introspect",
      client: fixture.clients.machine,
    };
    const reference = async (format: string) => {
      const started = await startReference("oidc-provider", [format]);
      stops.push(started.stop);
      return partyOf(started);
    };
    return [
      await tokens(bench, ours, await reference("jwt")),
      await introspection(bench, ours, await reference("opaque")),
    ];
  } finally {
    for (const stop of stops.reverse()) await stop();
  }
};

function partyOf({ port, pid }: Server): Party {
  const paths = { tokenPath: "/token", introspectPath: "/token/introspection" };
  return { side: { port, serving: [pid] }, ...paths, client: referenceClient };
}

async function tokens(bench: Bench, ours: Party, theirs: Party): Promise<Outcome> {
  const requests = ({ client, tokenPath }: Party): LoadRequest[] => [
    form(client, tokenPath, { grant_type: "client_credentials" }, '"access_token":"ey'),
  ];
  const load = { ours: requests(ours), theirs: requests(theirs) };
  return await compare(bench, "client credentials for RS256 JWT", { ours, theirs, load });
}

async function introspection(bench: Bench, ours: Party, theirs: Party): Promise<Outcome> {
  const load = { ours: await askedAbout(ours), theirs: await askedAbout(theirs) };
  return await compare(bench, "introspection", { ours, theirs, load });
}

/** Questions about tokens that are good, each about another one. */
async function askedAbout({ side, client, tokenPath, introspectPath }: Party) {
  const requests: LoadRequest[] = [];
  for (let made = 0; made < TOKENS; made += 1) {
    const response = await fetch(`http://localhost:${side.port}${tokenPath}`, {
      method: "POST",
      headers: { authorization: basic(client) },
      body: new URLSearchParams({ grant_type: "client_credentials" }),
    });
    const { access_token: token }: { access_token: string } = await response.json();
    requests.push(form(client, introspectPath, { token }, '"active":true'));
  }
  return requests;
}

type Compared = {
  ours: Party;
  theirs: Party;
  load: { ours: LoadRequest[]; theirs: LoadRequest[] };
};

async function compare(bench: Bench, what: string, compared: Compared): Promise<Outcome> {
  const { sizes, load, say } = bench;
  const run =
    ({ side }: Party, requests: LoadRequest[]) =>
    async () => {
      load.use(requests);
      return await scored(side.serving, () =>
        load.run({
          port: side.port,
          seconds: sizes.seconds,
          connections: CONNECTIONS,
          rate: null,
          order: "in turn",
          requestsPerAddress: 1,
        }),
      );
    };
  const ours = run(compared.ours, compared.load.ours);
  const theirs = run(compared.theirs, compared.load.theirs);
  say(`${what}: warming both`);
  await ours();
  await theirs();
  say(`${what}: rate`);
  const measured = await alternate(sizes.rounds, ours, theirs);
  const score = medianInterval(ratios(measured, requestsPerCpuSecond));
  return {
    row: "oidc",
    name: `${what} per CPU-second, against oidc-provider in memory`,
    target: `>= ${TARGET} x`,
    unit: "x",
    score,
    pass: atLeast(score, TARGET),
    product: wallOf(measured.product),
    reference: wallOf(measured.reference),
    notes: [`closed loop, ${CONNECTIONS} connections; the reference stores nothing durable`],
  };
}

function form(client: Client, path: string, fields: Record<string, string>, expect: string) {
  const body = new URLSearchParams(fields).toString();
  return {
    head: [
      `POST ${path} HTTP/1.1`,
      "Host: localhost",
      `Authorization: ${basic(client)}`,
      "Content-Type: application/x-www-form-urlencoded",
      `Content-Length: ${body.length}`,
      "X-Forwarded-For: ",
    ].join("\r\n"),
    tail: `\r\n\r\n${body}`,
    expect,
  };
}

function basic({ clientId, secret }: Client): string {
  const pair = `${encodeURIComponent(clientId)}:${encodeURIComponent(secret)}`;
  return `Basic ${Buffer.from(pair).toString("base64")}`;
}
