import { alternate, ratios } from "#bench/lib/alternate.ts";
import type { Row } from "#bench/lib/bench.ts";
import { median, medianInterval, quantile } from "#bench/lib/bootstrap.ts";
import { atMost } from "#bench/lib/report.ts";
import { startEmptyNext, startProduct, type WebProcess } from "#bench/lib/web-process.ts";

/** Row 8: `node entry/web.ts` to ready, with the embedded database there already. */
export const startRow: Row = async ({ sizes, folder }) => {
  // The first start of each pays for what later ones find: the database cluster, disk caches.
  for (const start of [startProduct, startEmptyNext]) await (await start(folder)).stop();
  const milliseconds = (start: (folder: string) => Promise<WebProcess>) => async () => {
    const started = await start(folder);
    await started.stop();
    return started.readyAfter;
  };
  const measured = await alternate(
    sizes.rounds,
    milliseconds(startProduct),
    milliseconds(startEmptyNext),
  );
  const score = medianInterval(ratios(measured, (one) => one));
  const wall = (values: number[]) => ({
    p50: median(values),
    p99: quantile(values, 0.99),
    perSecond: null,
  });
  return [
    {
      row: 8,
      name: "start to ready, against an empty Next app",
      target: "<= 1.5 x",
      unit: "x",
      score,
      pass: atMost(score, 1.5),
      product: wall(measured.product),
      reference: wall(measured.reference),
      notes: [
        "a new installation, wall time from spawn to the first 200 at the ready address, polled every 5 ms",
      ],
    },
  ];
};
