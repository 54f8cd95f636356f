import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { connection, database } from "./client.ts";
import { closeQueue, enqueue, openQueue, queueCounts } from "./queue.ts";
import { withOwnDatabase } from "./test-connection.ts";

withOwnDatabase();

const mail = (messageId: string) =>
  ({ name: "deliver-mail", data: { tenantId: randomUUID(), messageId } }) as const;
const stored = async (messageId: string) =>
  connection().sql`select name, state, start_after > now() + interval '5 minutes' as later
    from pgboss.job where data->>'messageId' = ${messageId} or data->>'domain' = ${messageId}`;

describe("a job", () => {
  test("exists once its cause is committed, and not before", async () => {
    const id = randomUUID();
    await database().transaction(async (tx) => {
      await enqueue(tx, [mail(id)]);
      expect(await stored(id)).toEqual([]);
    });
    expect(await stored(id)).toMatchObject([{ name: "deliver-mail", state: "created" }]);
  });

  test("does not exist when its cause was rolled back", async () => {
    const id = randomUUID();
    const cause = database().transaction(async (tx) => {
      await enqueue(tx, [mail(id)]);
      throw new Error("rolled back");
    });
    await expect(cause).rejects.toThrow("rolled back");
    expect(await stored(id)).toEqual([]);
  });

  test("waits as long as it was told to", async () => {
    const domain = `${randomUUID()}.example`;
    const data = { tenantId: randomUUID(), domain, attempt: 1 };
    await database().transaction((tx) =>
      enqueue(tx, [{ name: "check-domain", data, startAfterSeconds: 600 }]),
    );
    expect(await stored(domain)).toMatchObject([{ later: true }]);
  });

  test("that throws stays, to be tried again, and is counted", async () => {
    const id = randomUUID();
    await database().transaction((tx) => enqueue(tx, [mail(id)]));
    await closeQueue();
    const boss = await openQueue({ work: true });
    const failed = Promise.withResolvers<void>();
    await boss.work("deliver-mail", { pollingIntervalSeconds: 0.5 }, async ([job]) => {
      if (job && JSON.stringify(job.data).includes(id)) failed.resolve();
      throw new Error("the server is away");
    });
    await failed.promise;
    await expect.poll(() => stored(id), { timeout: 5_000 }).toMatchObject([{ state: "retry" }]);
    await boss.offWork("deliver-mail");
    const counts = (await queueCounts()).find((queue) => queue.name === "deliver-mail");
    expect(counts?.retrying).toBeGreaterThanOrEqual(1);
  });
});
