import { generateKeyPairSync, randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { CompactSign, decodeProtectedHeader } from "jose";
import { expect, test } from "vitest";
import { invalidateLocally } from "#db/channel.ts";
import { connection, database } from "#db/client.ts";
import { withOwnDatabase } from "#db/test-connection.ts";
import { PLATFORM_TENANT_ID } from "#domain/kernel/context.ts";
import { asOperator, eventsOf } from "#domain/testing/contexts.ts";
import { publicKeySet } from "./key-set.ts";
import { listSigningKeys } from "./list.ts";
import { loadSigningKeys } from "./load.ts";
import { rotateSigningKeys } from "./rotate.ts";
import { rotateDueKeys } from "./rotate-due.ts";
import { signToken, verifyToken } from "./sign-token.ts";

withOwnDatabase();

const payload = () => ({ iss: "https://us.example", sub: "somebody", jti: randomUUID() });
const sign = (algorithm: "RS256" | "ES256" = "RS256") =>
  signToken(payload(), { algorithm, type: "at+jwt" });
const states = async () =>
  (await listSigningKeys(asOperator(), {})).items.map((key) => `${key.algorithm} ${key.state}`);

/** Lets time pass for every key, behind the program's back. */
async function age(interval: string): Promise<void> {
  await database().execute(sql`update signing_keys set created_at = created_at - ${interval}::interval,
    signs_from = signs_from - ${interval}::interval, expires_at = expires_at - ${interval}::interval`);
  invalidateLocally("everything");
}

test("of many who need the first keys at once all get the same ones, and no private half is readable", async () => {
  const rings = await Promise.all(Array.from({ length: 8 }, () => loadSigningKeys()));
  expect(new Set(rings.map((ring) => ring.version)).size).toBe(1);
  expect((await states()).sort()).toEqual(["ES256 signing", "RS256 signing"]);
  const [row] = await connection().sql`select string_agg(k::text, ' ') as text from signing_keys k`;
  for (const { privateKey } of rings[0]?.keys ?? []) {
    expect(row?.["text"]).not.toContain(privateKey.export({ format: "jwk" })["d"]);
  }
  expect(JSON.stringify(await publicKeySet())).not.toMatch(/"(d|p|q|dp|dq|qi)":/);
  const made = (await eventsOf(PLATFORM_TENANT_ID)).filter(
    (event) => event.action === "signing_key.rotate",
  );
  expect(made).toMatchObject([{ actorName: "key-rotation", reason: "first use" }]);
});

test("a new key is published before it signs, and an old one as long as its tokens count", async () => {
  const before = await sign();
  await rotateSigningKeys(asOperator(), {});
  expect((await states()).sort()).toEqual([
    "ES256 next",
    "ES256 signing",
    "RS256 next",
    "RS256 signing",
  ]);
  expect(decodeProtectedHeader(await sign()).kid).toBe(decodeProtectedHeader(before).kid);

  await age("3 hours");
  const after = await sign();
  expect(decodeProtectedHeader(after).kid).not.toBe(decodeProtectedHeader(before).kid);
  expect(await verifyToken(before, "at+jwt")).toMatchObject({ sub: "somebody" });
  expect(await verifyToken(after, "at+jwt")).toMatchObject({ sub: "somebody" });

  await age("31 days");
  expect(await verifyToken(before, "at+jwt")).toBeNull();
  expect(await verifyToken(after, "at+jwt")).not.toBeNull();
  expect((await publicKeySet()).keys).toHaveLength(2);
});

test("keys are rotated by the clock once they are 90 days old, and forgotten after their end", async () => {
  expect(await rotateDueKeys()).toEqual({ rotated: false, forgotten: 2 });
  await age("91 days");
  expect(await rotateDueKeys()).toMatchObject({ rotated: true });
  expect(await rotateDueKeys()).toEqual({ rotated: false, forgotten: 0 });
});

test("after a compromise nothing that the old keys signed counts", async () => {
  const stolen = await sign("ES256");
  await rotateSigningKeys(asOperator(), { compromised: true });
  expect(await verifyToken(stolen, "at+jwt")).toBeNull();
  expect((await states()).sort()).toEqual(["ES256 signing", "RS256 signing"]);
  expect(await verifyToken(await sign("ES256"), "at+jwt")).not.toBeNull();
});

test("a token is good only with our key, its own algorithm and its own type", async () => {
  const { keys } = await loadSigningKeys();
  const [rsa] = keys.filter((key) => key.algorithm === "RS256");
  if (!rsa) throw new Error("no key");
  const text = Buffer.from(JSON.stringify(payload()));
  const header = { alg: "RS256", typ: "at+jwt", kid: rsa.id };
  const good = await new CompactSign(text).setProtectedHeader(header).sign(rsa.privateKey);
  expect(await verifyToken(good, "at+jwt")).not.toBeNull();

  const foreign = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
  const pem = rsa.publicKey.export({ type: "spki", format: "pem" });
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const bad = {
    "another type": good,
    "a foreign key under our kid": await new CompactSign(text)
      .setProtectedHeader(header)
      .sign(foreign),
    "an unknown kid": await new CompactSign(text)
      .setProtectedHeader({ ...header, kid: "unknown" })
      .sign(foreign),
    "another algorithm of the same key": await new CompactSign(text)
      .setProtectedHeader({ ...header, alg: "PS256" })
      .sign(rsa.privateKey),
    "HMAC with our public key": await new CompactSign(text)
      .setProtectedHeader({ ...header, alg: "HS256" })
      .sign(Buffer.from(pem)),
    "no signature": `${encode({ ...header, alg: "none" })}.${encode(payload())}.`,
    "a changed payload": good.replace(/\.[^.]+\./, `.${encode({ ...payload(), sub: "other" })}.`),
    nonsense: "not.a.token",
  };
  for (const [name, token] of Object.entries(bad)) {
    const type = name === "another type" ? "JWT" : "at+jwt";
    expect([name, await verifyToken(token, type)]).toEqual([name, null]);
  }
});
