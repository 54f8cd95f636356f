import { createServer } from "node:http";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { type SafeFetchError, safeFetch } from "./safe-fetch.ts";

/** What the machine's resolver says, answer by answer; the last one stays. */
const answers = vi.hoisted(() => new Map<string, string[][]>());
const asked: string[] = vi.hoisted(() => []);
vi.mock("node:dns", () => ({
  lookup: (host: string, _options: object, callback: (...args: unknown[]) => void) => {
    asked.push(host);
    const left = answers.get(host) ?? [];
    const addresses = (left.length > 1 ? left.shift() : left[0]) ?? [];
    callback(
      null,
      addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
    );
  },
}));

const server = createServer((_, response) => response.end("ok"));
let port = 0;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  port = typeof address === "object" && address ? address.port : 0;
});
beforeEach(() => {
  asked.length = 0;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const reasonOf = (url: string, allowPrivate: boolean) =>
  safeFetch(url, {}, { allowPrivate, timeoutMs: 1000 }).then(
    (response) => `answered ${response.status}`,
    (error: SafeFetchError) => error.reason,
  );

test("a name is refused as a whole when one of its addresses is out of bounds", async () => {
  answers.set("mixed.example", [["8.8.8.8", "10.0.0.1"]]);
  answers.set("metadata.example", [["169.254.169.254"]]);
  answers.set("mapped.example", [["::ffff:127.0.0.1"]]);
  answers.set("empty.example", [[]]);
  for (const name of ["mixed", "metadata", "mapped", "empty"]) {
    expect(await reasonOf(`https://${name}.example:${port}/`, false)).toBe("forbidden_address");
  }
  expect(await reasonOf("https://metadata.example/", true)).toBe("forbidden_address");
  expect(asked).toHaveLength(5);
});

test("http to a name reaches private addresses only", async () => {
  answers.set("private.example", [["127.0.0.1"]]);
  answers.set("public.example", [["8.8.8.8"]]);
  expect(await reasonOf(`http://private.example:${port}/`, true)).toBe("answered 200");
  expect(await reasonOf(`http://public.example:${port}/`, true)).toBe("forbidden_address");
});

test("a connection goes to the address that was checked; a second answer is never asked for", async () => {
  answers.set("rebinding.example", [["127.0.0.1"], ["169.254.169.254"]]);
  expect(await reasonOf(`http://rebinding.example:${port}/`, true)).toBe("answered 200");
  expect(asked).toEqual(["rebinding.example"]);
});

test("a connection kept for one caller does not serve a stricter one", async () => {
  answers.set("kept.example", [["127.0.0.1"]]);
  await reasonOf(`https://kept.example:${port}/`, true);
  expect(await reasonOf(`https://kept.example:${port}/`, false)).toBe("forbidden_address");
});
