import { randomBytes, randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { database } from "#db/client.ts";
import { auditEvents } from "#db/schema/audit-events.ts";
import { withOwnDatabase } from "#db/test-connection.ts";
import { statementsOf } from "#db/test-statements.ts";
import type { RequestInfo } from "#domain/kernel/context.ts";
import { findSession } from "#domain/sessions/find.ts";
import { updateTenant } from "#domain/tenants/update.ts";
import {
  asOperator,
  newTenant,
  newUser,
  TEST_PASSWORD,
  testRequest,
} from "#domain/testing/contexts.ts";
import { suspendUser } from "#domain/users/set-status.ts";
import { verifyPassword } from "#platform/password.ts";
import { signInWithPassword } from "./with-password.ts";

vi.mock("#platform/password.ts", async (original) => {
  const real = await original<typeof import("#platform/password.ts")>();
  return { ...real, verifyPassword: vi.fn(real.verifyPassword) };
});

withOwnDatabase();
beforeEach(() => {
  vi.mocked(verifyPassword).mockClear();
});

/** A request from an address that no other test counts. */
function someone(): RequestInfo {
  const network = randomBytes(6).toString("hex").match(/..../g)?.join(":");
  return { ...testRequest(), address: `2001:${network}::1` };
}

async function person(more: { password?: string } = {}) {
  const { id: tenantId } = await newTenant();
  return { tenantId, ...(await newUser(tenantId, more)) };
}

async function events(request: RequestInfo) {
  return await database()
    .select()
    .from(auditEvents)
    .where(eq(auditEvents.requestId, request.requestId));
}

/** Tries once; the answer, and the reason that the log has for it. */
async function attempt(email: unknown, password: unknown, request = someone()) {
  const answer = await signInWithPassword({ email, password }, request);
  const [event] = await events(request);
  return { answer, event };
}

const nobody = () => `nobody-${randomUUID()}@people.example`;

describe("a password sign-in", () => {
  test("with the right password starts a session, whatever the address's spelling", async () => {
    const { email, tenantId, id } = await person();
    const { answer, event } = await attempt(` ${email.toUpperCase()} `, TEST_PASSWORD);
    expect(await findSession(answer?.token.reveal())).toMatchObject({
      actor: { userId: id, tenantId },
    });
    expect(answer?.maxAgeSeconds).toBe(12 * 3600);
    expect(event).toMatchObject({ action: "sign_in.password", outcome: "success", tenantId });
  });

  test("ends the browser's session before it", async () => {
    const { email } = await person();
    const input = { email, password: TEST_PASSWORD };
    const first = (await signInWithPassword(input, someone()))?.token.reveal();
    const second = (
      await signInWithPassword({ ...input, replaces: first }, someone())
    )?.token.reveal();
    expect(second).not.toBe(first);
    await expect.poll(() => findSession(first), { timeout: 1_000, interval: 20 }).toBeNull();
  });

  const failures: [string, () => Promise<{ email: string; password?: string }>][] = [
    ["unknown_user", async () => ({ email: nobody() })],
    [
      "wrong_password",
      async () => ({ email: (await person()).email, password: "not the password" }),
    ],
    [
      "no_password",
      async () => {
        const { id } = await newTenant();
        const address = nobody();
        const { createUser } = await import("#domain/users/create.ts");
        await createUser(asOperator(id), { email: address, name: "Ada" });
        return { email: address };
      },
    ],
    [
      "user_suspended",
      async () => {
        const { tenantId, id, email } = await person();
        await suspendUser(asOperator(tenantId), { id });
        return { email };
      },
    ],
    [
      "tenant_suspended",
      async () => {
        const { tenantId, email } = await person();
        await updateTenant(asOperator(tenantId), { status: "suspended" });
        return { email };
      },
    ],
    [
      "sso_enforced",
      async () => {
        const { tenantId, email } = await person();
        await updateTenant(asOperator(tenantId), { ssoEnforced: true });
        return { email };
      },
    ],
  ];

  test.each(failures)(
    "refused for %s answers like every refusal; the reason is in the log",
    async (reason, make) => {
      const { email, password = TEST_PASSWORD } = await make();
      vi.mocked(verifyPassword).mockClear();
      const { answer, event } = await attempt(email, password);
      expect(answer).toBeNull();
      expect(event).toMatchObject({ action: "sign_in.password", outcome: "failure", reason });
      expect(verifyPassword).toHaveBeenCalledOnce();
    },
  );

  test("of somebody unknown verifies a decoy, and leaves no address in the log", async () => {
    const address = nobody();
    const { event } = await attempt(address, TEST_PASSWORD);
    expect(verifyPassword).toHaveBeenCalledExactlyOnceWith(null, TEST_PASSWORD);
    expect(event).toMatchObject({ targetName: "people.example" });
    expect(JSON.stringify(event)).not.toContain(address.split("@")[0]);
  });

  test("of somebody known and of somebody unknown sends the same statements", async () => {
    const { email } = await person();
    const wrong = (address: string) => () =>
      signInWithPassword({ email: address, password: "not the password" }, someone());
    await wrong(email)();
    const known = await statementsOf(wrong(email));
    expect(known).toHaveLength(2);
    expect(await statementsOf(wrong(nobody()))).toEqual(known);
  });

  test("that a suspension overtakes is a failure, and is in the log", async () => {
    const { tenantId, id, email } = await person();
    const real = vi.mocked(verifyPassword).getMockImplementation();
    vi.mocked(verifyPassword).mockImplementationOnce(async (hash, plain) => {
      await suspendUser(asOperator(tenantId), { id });
      return (await real?.(hash, plain)) ?? false;
    });
    const { answer, event } = await attempt(email, TEST_PASSWORD);
    expect(answer).toBeNull();
    expect(event).toMatchObject({ outcome: "failure", reason: "changed_meanwhile" });
  });

  test("too busy to check is unavailable, and nobody's fault", async () => {
    const { Busy } = await import("#platform/work-queue.ts");
    vi.mocked(verifyPassword).mockRejectedValueOnce(new Busy());
    await expect(attempt(nobody(), TEST_PASSWORD)).rejects.toMatchObject({ code: "unavailable" });
  });

  test.each([
    ["no address", "nobody", "x"],
    ["ten thousand characters", `${"a".repeat(10_000)}@b.example`, "x"],
    ["an object", { $ne: "" }, "x"],
    ["no password", "a@b.example", ""],
    ["a list as a password", "a@b.example", ["x"]],
    ["a password without end", "a@b.example", "x".repeat(513)],
  ])("with %s is refused without any work", async (_, email, password) => {
    expect((await attempt(email, password)).answer).toBeNull();
    expect(verifyPassword).not.toHaveBeenCalled();
  });
});

describe("trying too often", () => {
  test("an address has ten tries a minute, by /64, then not even the right password; one event tells", async () => {
    const { email } = await person();
    const request = someone();
    for (let nth = 1; nth <= 10; nth += 1) await attempt(nobody(), "wrong", request);
    const neighbour = { ...testRequest(), address: request.address.replace(/::1$/, ":1:2:3:4") };
    vi.mocked(verifyPassword).mockClear();
    for (let nth = 1; nth <= 3; nth += 1) {
      expect((await attempt(email, TEST_PASSWORD, neighbour)).answer).toBeNull();
    }
    expect(verifyPassword).not.toHaveBeenCalled();
    expect(await events(neighbour)).toMatchObject([
      { action: "sign_in.password", outcome: "denied", reason: "rate_limited" },
    ]);
    expect((await attempt(email, TEST_PASSWORD)).answer).not.toBeNull();
  });

  test.each(["known", "unknown"])(
    "an account that is %s has ten in 15 minutes, from wherever",
    async (kind) => {
      const email = kind === "known" ? (await person()).email : nobody();
      for (let nth = 1; nth <= 10; nth += 1) {
        const address = nth % 2 ? email : email.toUpperCase();
        expect((await attempt(address, "wrong")).answer).toBeNull();
      }
      vi.mocked(verifyPassword).mockClear();
      const { answer, event } = await attempt(email, TEST_PASSWORD);
      expect(answer).toBeNull();
      expect(verifyPassword).not.toHaveBeenCalled();
      expect(event).toMatchObject({ outcome: "denied", reason: "rate_limited" });
      expect(JSON.stringify(event)).not.toContain(email);
    },
  );
});
