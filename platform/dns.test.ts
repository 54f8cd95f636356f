import { createSocket } from "node:dgram";
import dns2 from "dns2";
import { afterAll, beforeAll, expect, test } from "vitest";
import { lookupTxt } from "./dns.ts";

const zone = new Map<string, string[]>([
  ["one.example", ["v=1"]],
  ["chunks.example", ["a".repeat(200), "b".repeat(200)]],
]);
const server = dns2.createServer({
  udp: true,
  handle: (request, send) => {
    const response = dns2.Packet.createResponseFromRequest(request);
    const name = request.questions[0]?.name ?? "";
    const chunks = zone.get(name);
    if (name === "broken.example") response.header.rcode = 2;
    else if (name === "refused.example") response.header.rcode = 5;
    else if (chunks) {
      response.answers.push({
        name,
        type: dns2.Packet.TYPE.TXT,
        class: dns2.Packet.CLASS.IN,
        ttl: 1,
        data: chunks,
        // Asked for by the types alone.
        toBuffer: () => Buffer.alloc(0),
      });
    } else if (name !== "empty.example") response.header.rcode = 3;
    send(response);
  },
});
const silent = createSocket("udp4");
let servers: string[] = [];

beforeAll(async () => {
  const addresses = await server.listen({ udp: { port: 0, address: "127.0.0.1" } });
  const { port } = Object(addresses).udp;
  servers = [`127.0.0.1:${port}`];
  await new Promise<void>((resolve) => silent.bind(0, "127.0.0.1", resolve));
});
afterAll(async () => {
  silent.close();
  await server.close();
});

test("a record is found, its chunks joined", async () => {
  expect(await lookupTxt("one.example", servers)).toEqual({ kind: "found", records: ["v=1"] });
  expect(await lookupTxt("chunks.example", servers)).toEqual({
    kind: "found",
    records: [`${"a".repeat(200)}${"b".repeat(200)}`],
  });
});

test("no such name and no such record are missing", async () => {
  expect(await lookupTxt("none.example", servers)).toEqual({ kind: "missing" });
  expect(await lookupTxt("empty.example", servers)).toEqual({ kind: "missing" });
});

test("a broken or refusing server has failed, and says nothing about the record", async () => {
  expect(await lookupTxt("broken.example", servers)).toEqual({
    kind: "failed",
    reason: "ESERVFAIL",
  });
  expect(await lookupTxt("refused.example", servers)).toEqual({
    kind: "failed",
    reason: "EREFUSED",
  });
  expect(await lookupTxt("..", servers)).toMatchObject({ kind: "failed" });
});

test("a silent server has failed after the time limit", async () => {
  const started = performance.now();
  const answer = await lookupTxt("one.example", [`127.0.0.1:${silent.address().port}`]);
  expect(answer).toEqual({ kind: "failed", reason: "ETIMEOUT" });
  expect(performance.now() - started).toBeLessThan(9500);
}, 12_000);
