import { writeFile } from "node:fs/promises";
import { alternate, ratios } from "#bench/lib/alternate.ts";
import type { Bench, Row } from "#bench/lib/bench.ts";
import { medianInterval } from "#bench/lib/bootstrap.ts";
import type { ConsoleFixture } from "#bench/lib/console-fixture.ts";
import type { Side } from "#bench/lib/fixture.ts";
import { readMarkup, sizeOf } from "#bench/lib/markup.ts";
import { atLeast, type Outcome } from "#bench/lib/report.ts";
import { requestsPerCpuSecond, scored, wallOf } from "#bench/lib/score.ts";
import { firstPaints, scriptSizes } from "./sign-in-page-in-browser.ts";

const CONNECTIONS = 4;
const TARGET = 0.8;
const PAGE = "/auth/msp/signin";
const MARKUP_PAGE = "/markup";

/** Row 5: the sign-in page against its own markup from an empty Next page, and what scripts weigh. */
export const signInPageRow: Row = async (bench) => {
  const fixture = await bench.console();
  return [
    await rendered(bench, fixture),
    await firstPaints(bench, fixture, { ours: PAGE, theirs: MARKUP_PAGE }),
    ...(await scriptSizes(bench, fixture, PAGE)),
  ];
};

async function rendered(bench: Bench, fixture: ConsoleFixture): Promise<Outcome> {
  const { sizes, load, say } = bench;
  const { product, empty, markupFile } = fixture;
  const markup = readMarkup(await pageOf(product, PAGE));
  await writeFile(markupFile, JSON.stringify(markup));
  const size = sizeOf(markup);
  // The reference wraps it in one element of its own.
  const copy = sizeOf(readMarkup(await pageOf(empty, MARKUP_PAGE)));
  if (copy.characters !== size.characters || copy.elements !== size.elements + 1) {
    throw new Error(`the empty page's markup differs: ${JSON.stringify([size, copy])}`);
  }
  const rate = (side: Side, path: string, expect: string) => async () => {
    load.use([{ head: request(path), tail: "\r\n\r\n", expect }]);
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
  const ours = rate(product, PAGE, "Work email");
  const theirs = rate(empty, MARKUP_PAGE, "Work email");
  say("sign-in page: warming both");
  await ours();
  await theirs();
  say("sign-in page: rate");
  const measured = await alternate(sizes.rounds, ours, theirs);
  const score = medianInterval(ratios(measured, requestsPerCpuSecond));
  return {
    row: 5,
    name: "sign-in page per CPU-second, against its markup from an empty Next page",
    target: `>= ${TARGET} x`,
    unit: "x",
    score,
    pass: atLeast(score, TARGET),
    product: wallOf(measured.product),
    reference: wallOf(measured.reference),
    notes: [`${size.elements} elements, closed loop, ${CONNECTIONS} connections`],
  };
}

async function pageOf(side: Side, path: string): Promise<string> {
  return await (await fetch(`http://localhost:${side.port}${path}`)).text();
}

/** The load generator puts the client's address after it. */
function request(path: string): string {
  return `GET ${path} HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\nX-Forwarded-For: `;
}
