import { alternate, ratios } from "#bench/lib/alternate.ts";
import type { Row } from "#bench/lib/bench.ts";
import { medianInterval } from "#bench/lib/bootstrap.ts";
import { discoveryRequests } from "#bench/lib/discovery-requests.ts";
import type { LoadJob } from "#bench/lib/load-job.ts";
import { atLeast, atMost } from "#bench/lib/report.ts";
import { p99, requestsPerCpuSecond, scored, wallOf } from "#bench/lib/score.ts";

const CONNECTIONS = 16;
/** Half of the limit of 30 a minute: the limiter counts every request and refuses none. */
const REQUESTS_PER_ADDRESS = 15;

/** Row 1: discovery of known and unknown domains mixed, with the rate limiter on. */
export const discoveryRow: Row = async ({ sizes, load, fixture, say }) => {
  const { product, reference, baseUrl } = await fixture();
  load.use(discoveryRequests(baseUrl, sizes.domains));
  const job: Pick<LoadJob, "connections" | "order" | "requestsPerAddress"> = {
    connections: CONNECTIONS,
    order: "at random",
    requestsPerAddress: REQUESTS_PER_ADDRESS,
  };
  const closed = (side: typeof product, seconds: number) =>
    scored(side.serving, () => load.run({ ...job, port: side.port, seconds, rate: null }));
  say("discovery: warming both");
  const warm = [
    await closed(product, sizes.seconds * 4),
    await closed(reference, sizes.seconds * 4),
  ];

  say("discovery: throughput, closed loop");
  const throughput = await alternate(
    sizes.rounds,
    () => closed(product, sizes.seconds),
    () => closed(reference, sizes.seconds),
  );
  // Well under what either can do, so that the tail is the server's own and not a queue's.
  const rate = Math.floor(Math.min(...warm.map((run) => run.answers / run.seconds)) / 4);
  const open = (side: typeof product) => {
    const run: LoadJob = { ...job, port: side.port, seconds: sizes.seconds * 1.5, rate };
    return load.run(run);
  };
  say(`discovery: latency, open loop at ${rate} requests/s`);
  const latency = await alternate(
    sizes.rounds,
    () => open(product),
    () => open(reference),
  );

  const speed = medianInterval(ratios(throughput, requestsPerCpuSecond));
  const tail = medianInterval(ratios(latency, p99));
  const perCpuSecond = (runs: typeof throughput.product) =>
    Math.round(
      runs.reduce((sum, run) => sum + run.answers, 0) /
        runs.reduce((sum, run) => sum + run.cpuSeconds, 0),
    );
  return [
    {
      row: 1,
      name: "discovery, requests per CPU-second, against node:http + one prepared SELECT",
      target: ">= 1.0 x",
      unit: "x",
      score: speed,
      pass: atLeast(speed, 1),
      product: wallOf(throughput.product),
      reference: wallOf(throughput.reference),
      notes: [
        `${perCpuSecond(throughput.product)} against ${perCpuSecond(throughput.reference)}`,
        `requests per CPU-second, closed loop, ${CONNECTIONS} connections`,
      ],
    },
    {
      row: 1,
      name: "discovery, p99",
      target: "<= 1.2 x",
      unit: "x",
      score: tail,
      pass: atMost(tail, 1.2),
      product: wallOf(latency.product),
      reference: wallOf(latency.reference),
      notes: [`open loop at ${rate} requests/s`],
    },
  ];
};
