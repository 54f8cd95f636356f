import type { Browser } from "@playwright/test";
import { alternate, ratios } from "#bench/lib/alternate.ts";
import type { Bench } from "#bench/lib/bench.ts";
import { median, medianInterval, quantile } from "#bench/lib/bootstrap.ts";
import {
  firstPaint,
  newVisitor,
  type Script,
  scriptsOf,
  startBrowser,
} from "#bench/lib/browser.ts";
import type { ConsoleFixture } from "#bench/lib/console-fixture.ts";
import { consoleRoutes } from "#bench/lib/console-routes.ts";
import type { Outcome } from "#bench/lib/report.ts";
import { openSeeded } from "#bench/lib/seed-console.ts";

const SIGN_IN_KILOBYTES = 30;
const CONSOLE_KILOBYTES = 130;

/** First contentful paint of two pages, each time in a browser that was here never before. */
export async function firstPaints(
  { sizes, say }: Bench,
  { baseUrl, empty }: ConsoleFixture,
  pages: { ours: string; theirs: string },
): Promise<Outcome> {
  say("sign-in page: first paint");
  const browser = await startBrowser();
  const paint = (base: string, path: string) => async () => {
    const context = await newVisitor(browser, base);
    try {
      return await firstPaint(await context.newPage(), `${base}${path}`);
    } finally {
      await context.close();
    }
  };
  try {
    const measured = await alternate(
      sizes.rounds,
      paint(baseUrl, pages.ours),
      paint(emptyUrl(empty), pages.theirs),
    );
    const wall = (times: number[]) => ({
      p50: median(times),
      p99: quantile(times, 0.99),
      perSecond: null,
    });
    return {
      row: 5,
      name: "sign-in page, first contentful paint",
      target: "recorded",
      unit: "ms",
      score: medianInterval(measured.product),
      pass: true,
      product: wall(measured.product),
      reference: wall(measured.reference),
      ratio: medianInterval(ratios(measured, (one) => one)),
      notes: ["Chromium, nothing cached, against the same markup without a style sheet"],
    };
  } finally {
    await browser.close();
  }
}

/** What the scripts of a first visit weigh above those of an empty Next page, compressed. */
export async function scriptSizes(
  { say }: Bench,
  { baseUrl, cookie, empty, database }: ConsoleFixture,
  signInPage: string,
): Promise<Outcome[]> {
  const browser = await startBrowser();
  const sql = openSeeded(database);
  try {
    const runtime = kilobytes(await firstVisit(browser, emptyUrl(empty), "/", ""));
    const above = async (path: string, cookies: string) =>
      kilobytes(await firstVisit(browser, baseUrl, path, cookies)) - runtime;
    say("scripts of the sign-in page");
    const signIn = await above(signInPage, "");
    const routes: { route: string; above: number }[] = [];
    const unmeasured: string[] = [];
    for (const { route, path } of await consoleRoutes(sql)) {
      say(`scripts of ${route}`);
      if (path === null) unmeasured.push(route);
      else routes.push({ route, above: await above(path, cookie) });
    }
    routes.sort((one, other) => other.above - one.above);
    const [worst] = routes;
    if (worst === undefined) throw new Error("the build has no console");
    return [
      scriptOutcome("sign-in page", signIn, SIGN_IN_KILOBYTES, [
        `the empty page's own are ${runtime.toFixed(1)} kB`,
      ]),
      withoutGaps(
        scriptOutcome(
          `console, the heaviest of ${routes.length} routes`,
          worst.above,
          CONSOLE_KILOBYTES,
          routes.map(({ route, above: size }) => `${route} ${size.toFixed(1)} kB;`),
        ),
        unmeasured,
      ),
    ];
  } finally {
    await sql.end();
    await browser.close();
  }
}

/** A route that nobody weighed may be the heaviest: until the seeded data has one of it, a miss. */
function withoutGaps(outcome: Outcome, unmeasured: readonly string[]): Outcome {
  if (unmeasured.length === 0) return outcome;
  const gaps = `not weighed, for nothing seeded stands there: ${unmeasured.join(", ")}`;
  return { ...outcome, pass: false, notes: [...outcome.notes, gaps] };
}

function scriptOutcome(page: string, above: number, limit: number, notes: string[]): Outcome {
  return {
    row: 5,
    name: `scripts of a first visit, gzip, above an empty Next page: ${page}`,
    target: `<= ${limit} kB`,
    unit: "kB",
    score: { median: above, low: above, high: above },
    pass: above <= limit,
    product: null,
    reference: null,
    notes,
  };
}

async function firstVisit(
  browser: Browser,
  baseUrl: string,
  path: string,
  cookie: string,
): Promise<Script[]> {
  const context = await newVisitor(browser, baseUrl, cookie);
  try {
    return await scriptsOf(await context.newPage(), `${baseUrl}${path}`);
  } finally {
    await context.close();
  }
}

function emptyUrl(empty: ConsoleFixture["empty"]): string {
  return `http://localhost:${empty.port}`;
}

function kilobytes(scripts: readonly Script[]): number {
  return scripts.reduce((sum, script) => sum + script.bytes, 0) / 1_000;
}
