import { describe, expect, it } from "vitest";
import { alternate, ratios } from "./lib/alternate.ts";
import { medianInterval, quantile } from "./lib/bootstrap.ts";
import { cpuSeconds, residentBytes } from "./lib/cpu.ts";
import { parseAnswer } from "./lib/http-connection.ts";
import type { LoadJob } from "./lib/load-job.ts";
import { recorder, requestSource } from "./lib/load-source.ts";
import { readMarkup, sizeOf } from "./lib/markup.ts";
import { seededRandom } from "./lib/random.ts";
import { equivalenceOfMedian } from "./lib/tost.ts";

/** Response-time-like noise: skewed, with a long tail, in microseconds. */
function noise(count: number, seed: number, shift = 0): number[] {
  const random = seededRandom(seed);
  const latency = () => 200 - 60 * Math.log(1 - random());
  return Array.from({ length: count }, () => latency() + shift - latency());
}

describe("the equivalence test of the timing rows", () => {
  it("passes a same-against-same control", () => {
    expect(equivalenceOfMedian(noise(10_000, 1), 20)).toMatchObject({ equivalent: true });
  });

  it("finds a planted shift beyond the margin, in either direction", () => {
    for (const shift of [1_000, 40, -40]) {
      const found = equivalenceOfMedian(noise(10_000, 2, shift), 20);
      expect(found.equivalent).toBe(false);
      expect(found.median).toBeCloseTo(shift, -1);
    }
  });

  it("does not call too few pairs equivalent", () => {
    expect(equivalenceOfMedian(noise(20, 3), 20).equivalent).toBe(false);
  });

  it("is equivalent exactly when its interval lies inside the margin", () => {
    for (let seed = 0; seed < 40; seed += 1) {
      const { low, high, equivalent } = equivalenceOfMedian(noise(1_000, seed, seed - 20), 20);
      if (low > -19 && high < 19) expect(equivalent).toBe(true);
      if (low < -21 || high > 21) expect(equivalent).toBe(false);
    }
  });
});

describe("the bootstrap interval of a median", () => {
  it("holds the true median about as often as it says", () => {
    let held = 0;
    for (let seed = 0; seed < 200; seed += 1) {
      const random = seededRandom(1_000 + seed);
      const sample = Array.from({ length: 15 }, () => 0.9 + 0.2 * random());
      const { low, high } = medianInterval(sample, { resamples: 500, seed });
      if (low <= 1 && high >= 1) held += 1;
    }
    expect(held).toBeGreaterThan(175);
  });

  it("gives the same figures again from the same samples", () => {
    expect(medianInterval([1, 2, 4, 8, 16])).toEqual(medianInterval([1, 2, 4, 8, 16]));
  });

  it("interpolates quantiles and refuses to make one from nothing", () => {
    expect(quantile([4, 1, 3, 2], 0.5)).toBe(2.5);
    expect(() => quantile([], 0.5)).toThrow(RangeError);
  });
});

describe("the alternation", () => {
  it("measures A B B A and pairs neighbours", async () => {
    const order: string[] = [];
    const take = (name: string, value: number) => async () => {
      order.push(name);
      return value;
    };
    const measured = await alternate(2, take("A", 6), take("B", 3));
    expect(order.join("")).toBe("ABBAABBA");
    expect(ratios(measured, (one) => one)).toEqual([2, 2, 2, 2]);
  });
});

describe("the load generator", () => {
  it("moves on to a new client address before the limiter would refuse", () => {
    const source = requestSource(0);
    source.use([{ head: "X-Forwarded-For: ", tail: "\r\n\r\n", expect: "" }]);
    const job: LoadJob = {
      port: 0,
      seconds: 1,
      connections: 1,
      rate: null,
      order: "in turn",
      requestsPerAddress: 2,
    };
    const sent = Array.from({ length: 4 }, () => source.next(job).text.trim().slice(17));
    expect(sent).toEqual(["10.0.0.1", "10.0.0.1", "10.0.0.2", "10.0.0.2"]);
  });

  it("reads answers by length and by chunks, and waits for the rest of both", () => {
    expect(parseAnswer("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\no")).toBeNull();
    expect(parseAnswer("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")?.body).toBe("ok");
    const chunked = "HTTP/1.1 303 See Other\r\nTransfer-Encoding: chunked\r\n\r\n";
    expect(parseAnswer(chunked)).toBeNull();
    expect(parseAnswer(`${chunked}0\r\n\r\n`)?.status).toBe(303);
  });

  it("never counts a refused answer as a fast one", () => {
    const record = recorder();
    const request = { text: "", expect: '"google"' };
    record.answer(request, { status: 200, head: "", body: '{"ok":true,"providers":[]}' }, 1);
    expect(record.result(1)).toMatchObject({ answers: 1, wrong: 1 });
  });
});

describe("the bill of a process tree", () => {
  it("counts this process's CPU and memory", () => {
    const before = cpuSeconds([process.pid]);
    const start = process.cpuUsage();
    while (process.cpuUsage(start).user < 60_000);
    expect(cpuSeconds([process.pid])).toBeGreaterThan(before);
    expect(residentBytes(process.pid)).toBeGreaterThan(10_000_000);
  });
});

describe("the markup of row 5", () => {
  it("is read from a page as React wrote it, without scripts, comments and Next's own elements", () => {
    const html = `<html><body class="x"><div hidden=""><!--$--><!--/$--></div><main><label class="a b"
      for="e">A &amp; B<!-- --> C</label><input id="e" required="" value=""/><br/></main><script>
      <p></p></script></body></html>`;
    const nodes = readMarkup(html);
    expect(nodes).toEqual([
      {
        tag: "main",
        attributes: {},
        children: [
          {
            tag: "label",
            attributes: { className: "a b", htmlFor: "e" },
            children: ["A & B C"],
          },
          { tag: "input", attributes: { id: "e", required: true, defaultValue: "" }, children: [] },
          { tag: "br", attributes: {}, children: [] },
        ],
      },
    ]);
    expect(sizeOf(nodes)).toEqual({ characters: 7, elements: 4 });
  });
});
