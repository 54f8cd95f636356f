import { ratios } from "#bench/lib/alternate.ts";
import type { Row } from "#bench/lib/bench.ts";
import { median, medianInterval, quantile, quantileInterval } from "#bench/lib/bootstrap.ts";
import { type ConsolePage, consolePages } from "#bench/lib/console-lists.ts";
import { timeBesideEmptyPage } from "#bench/lib/page-times.ts";
import { atMost, type Outcome } from "#bench/lib/report.ts";
import { largestTenant, openSeeded } from "#bench/lib/seed-console.ts";

const PAGE_MILLISECONDS = 150;
const FINDER_MILLISECONDS = 300;

/** What the switcher and the palette ask for while somebody types. */
const finder: readonly ConsolePage[] = [
  {
    name: "tenant search, a name",
    path: "/console/tenants?search=Tenant+199",
    expect: "Tenant 199",
  },
  { name: "tenant search, nothing typed", path: "/console/tenants?search=", expect: largestTenant },
];

/** The console of a large installation: every list's first and last page, and the tenant search. */
export const consolePagesRow: Row = async (bench) => {
  const fixture = await bench.console();
  const sql = openSeeded(fixture.database);
  const pages = await consolePages(sql).finally(() => sql.end());
  const outcomes: Outcome[] = [];
  const measure = async (page: ConsolePage, limit: number) => {
    bench.say(`console: ${page.name}`);
    const times = await timeBesideEmptyPage(bench, fixture, page);
    const [ours, theirs] = [times.product.flat(), times.reference.flat()];
    const tail = quantileInterval(ours, 0.95);
    const ratio = medianInterval(ratios(times, median));
    outcomes.push({
      row: "console",
      name: `${page.name}: p95`,
      target: `< ${limit} ms`,
      unit: "ms",
      score: tail,
      pass: atMost(tail, limit),
      product: { p50: median(ours), p99: quantile(ours, 0.99), perSecond: null },
      reference: { p50: median(theirs), p99: quantile(theirs, 0.99), perSecond: null },
      ratio,
      notes: [
        `median ${median(ours).toFixed(1)} ms, ${ratio.median.toFixed(1)} x an empty Next page`,
        `(${ratio.low.toFixed(1)} x to ${ratio.high.toFixed(1)} x)`,
      ],
    });
  };
  for (const page of pages) await measure(page, PAGE_MILLISECONDS);
  for (const search of finder) await measure(search, FINDER_MILLISECONDS);
  return outcomes;
};
