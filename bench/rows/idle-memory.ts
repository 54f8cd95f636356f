import { setTimeout as sleep } from "node:timers/promises";
import { alternate, ratios } from "#bench/lib/alternate.ts";
import type { Row } from "#bench/lib/bench.ts";
import { median, medianInterval } from "#bench/lib/bootstrap.ts";
import { residentBytes } from "#bench/lib/cpu.ts";
import { atMost } from "#bench/lib/report.ts";
import { startEmptyNext, startProduct, type WebProcess } from "#bench/lib/web-process.ts";

const IDLE_MILLISECONDS = 3_000;

/** Row 9: resident memory of the web process, idle after it has served its first pages. */
export const idleMemoryRow: Row = async ({ sizes, folder }) => {
  const rss = (start: (folder: string) => Promise<WebProcess>, path: string) => async () => {
    const started = await start(folder);
    try {
      for (let page = 0; page < 5; page += 1) {
        const response = await fetch(`http://127.0.0.1:${started.port}${path}`);
        await response.text();
        if (!response.ok) throw new Error(`${path} answered ${response.status}`);
      }
      await sleep(IDLE_MILLISECONDS);
      return residentBytes(started.pid);
    } finally {
      await started.stop();
    }
  };
  const measured = await alternate(
    sizes.rounds,
    rss(startProduct, "/auth/msp/signin"),
    rss(startEmptyNext, "/"),
  );
  const score = medianInterval(ratios(measured, (one) => one));
  const megabytes = (values: number[]) => `${Math.round(median(values) / 1e6)} MB`;
  return [
    {
      row: 9,
      name: "idle memory (RSS of the web process), against an empty Next app",
      target: "<= 2 x",
      unit: "x",
      score,
      pass: atMost(score, 2),
      product: null,
      reference: null,
      notes: [
        `${megabytes(measured.product)} against ${megabytes(measured.reference)},`,
        `${IDLE_MILLISECONDS / 1000} s after five pages each`,
      ],
    },
  ];
};
