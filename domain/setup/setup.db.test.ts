import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { connection } from "#db/client.ts";
import { withConnection, withOwnDatabase } from "#db/test-connection.ts";
import { authenticateCredential } from "#domain/credentials/authenticate.ts";
import { PLATFORM_TENANT_ID } from "#domain/kernel/context.ts";
import { signInWithPassword } from "#domain/sign-in/with-password.ts";
import { eventsOf, TEST_PASSWORD, testRequest } from "#domain/testing/contexts.ts";
import { sha256 } from "#platform/hash.ts";
import { hashPassword } from "#platform/password.ts";
import { singleton } from "#platform/singleton.ts";
import { completeSetup, setUpFromCommandLine } from "./complete.ts";
import { issueSetupLink, setupTokenIsGood } from "./issue-link.ts";
import { operatorExists } from "./operator-exists.ts";

vi.mock("#platform/password.ts", async (original) => {
  const real = await original<typeof import("#platform/password.ts")>();
  return { ...real, hashPassword: vi.fn(real.hashPassword) };
});

const urls = withOwnDatabase();

/** A platform that nobody administers: as a new process finds it on an empty database. */
beforeEach(async () => {
  await withConnection(urls.ownerUrl, async (sql) => {
    await sql`delete from users`;
    await sql`delete from setup_links`;
    await sql`delete from credentials`;
  });
  singleton("setup-state", () => ({ done: false })).done = false;
});
afterEach(() => {
  singleton("setup-state", () => ({ done: false })).done = false;
});

const person = (name = "ada") => ({
  email: `${name}@platform.example`,
  name: "Ada",
  password: TEST_PASSWORD,
});
const claim = (token: string, name?: string) => completeSetup(token, person(name), testRequest());
const notGood = { code: "forbidden", message: expect.stringContaining("setup link is not valid") };
const over = { code: "conflict", message: expect.stringContaining("Setup is over") };

async function newLink(): Promise<string> {
  const link = await issueSetupLink();
  if (!link) throw new Error("Setup is over");
  return link.token.reveal();
}

describe("a setup link", () => {
  test("makes the first operator, who signs in, and is over afterwards", async () => {
    const token = await newLink();
    expect(await setupTokenIsGood(token)).toBe(true);
    const operator = await claim(token);
    expect(operator).toMatchObject({ email: "ada@platform.example", roles: ["operator"] });
    expect(await setupTokenIsGood(token)).toBe(false);
    expect(await operatorExists()).toBe(true);
    expect(await issueSetupLink()).toBeNull();
    await expect(claim(token, "eve")).rejects.toMatchObject(over);
    const { email, password } = person();
    expect(await signInWithPassword({ email, password }, testRequest())).not.toBeNull();
  });

  test.each([2, 20])("of %i who claim it at once exactly one wins", async (many) => {
    const token = await newLink();
    const tries = await Promise.allSettled(
      Array.from({ length: many }, (_, nth) => claim(token, `p${nth}`)),
    );
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const one of tries) if (one.status === "rejected") expect(one.reason).toMatchObject(over);
    const [counted] = await connection().sql`select count(*)::int as operators from users`;
    expect(counted).toEqual({ operators: 1 });
  });

  test("that is made up, or altered, is refused without any hashing, and the refusal is audited", async () => {
    const token = await newLink();
    vi.mocked(hashPassword).mockClear();
    for (const wrong of ["", "made-up", `${token}x`, token.slice(1)]) {
      expect(await setupTokenIsGood(wrong)).toBe(false);
      await expect(claim(wrong)).rejects.toMatchObject(notGood);
    }
    expect(hashPassword).not.toHaveBeenCalled();
    expect((await eventsOf(PLATFORM_TENANT_ID)).at(-1)).toMatchObject({
      action: "platform.set_up",
      outcome: "denied",
    });
    expect(await operatorExists()).toBe(false);
    await claim(token);
  });

  test("that has expired by the database's clock is refused", async () => {
    const token = await newLink();
    await connection().sql`update setup_links set expires_at = now() - interval '1 second'`;
    expect(await setupTokenIsGood(token)).toBe(false);
    await expect(claim(token)).rejects.toMatchObject(notGood);
  });

  test("that was used is refused, even should the operator be gone", async () => {
    const token = await newLink();
    await claim(token);
    await withConnection(urls.ownerUrl, (sql) => sql`delete from users`);
    singleton("setup-state", () => ({ done: false })).done = false;
    await expect(claim(token)).rejects.toMatchObject(notGood);
  });

  test.each(["expires_at = now()", "consumed_at = now()"])(
    "is judged again when it is used: %s meanwhile is refused",
    async (change) => {
      const token = await newLink();
      vi.mocked(hashPassword).mockImplementationOnce(async () => {
        await connection().sql.unsafe(`update setup_links set ${change}`);
        return "not a hash";
      });
      await expect(claim(token)).rejects.toMatchObject(notGood);
      expect(await operatorExists()).toBe(false);
    },
  );

  test("is replaced by the next one: the newest alone counts", async () => {
    const [first, second] = [await newLink(), await newLink()];
    expect(await setupTokenIsGood(first)).toBe(false);
    await expect(claim(first)).rejects.toMatchObject(notGood);
    await claim(second);
  });

  test("is not used up by what cannot be accepted", async () => {
    const token = await newLink();
    const weak = { ...person(), password: "password1234" };
    await expect(completeSetup(token, weak, testRequest())).rejects.toMatchObject({
      code: "invalid",
      fields: { password: expect.any(String) },
    });
    await expect(
      completeSetup(token, { ...person(), email: "nobody" }, testRequest()),
    ).rejects.toMatchObject({ fields: { email: expect.any(String) } });
    await claim(token);
  });

  test("is stored by its hash alone and stands in no event", async () => {
    const token = await newLink();
    const rows = await connection().sql`select l::text as text, token_hash from setup_links l`;
    expect(rows.map((row) => row["token_hash"])).toEqual([sha256(token)]);
    expect(JSON.stringify([rows, await eventsOf(PLATFORM_TENANT_ID)])).not.toContain(token);
  });
});

describe("setup from the command line", () => {
  test("makes the operator and a credential that works, once", async () => {
    const { operator, credential } = await setUpFromCommandLine(person());
    expect(operator.roles).toEqual(["operator"]);
    expect(await authenticateCredential(credential?.reveal() ?? "")).not.toBeNull();
    await expect(setUpFromCommandLine(person("eve"))).rejects.toMatchObject(over);
    expect((await eventsOf(PLATFORM_TENANT_ID)).at(-1)).toMatchObject({
      action: "platform.set_up",
      outcome: "success",
      actorName: "setup",
    });
  });

  test("and by link at the same moment make one operator", async () => {
    const token = await newLink();
    const tries = await Promise.allSettled([claim(token), setUpFromCommandLine(person("eve"))]);
    expect(tries.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });
});
