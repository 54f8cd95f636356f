import { expect, test } from "vitest";
import { connection } from "#db/client.ts";
import { withOwnDatabase } from "#db/test-connection.ts";
import { PLATFORM_TENANT_ID } from "#domain/kernel/context.ts";
import { asOperator, newUser } from "#domain/testing/contexts.ts";
import { deleteUser } from "./delete.ts";
import { listUsers } from "./list.ts";
import { restoreUser, suspendUser } from "./set-status.ts";

withOwnDatabase();

const conflict = { code: "conflict", message: expect.stringContaining("last operator") };

test("the last operator can be neither suspended nor deleted; suspended ones, and those without the role, do not count", async () => {
  const first = await newUser(PLATFORM_TENANT_ID);
  expect(first.roles).toEqual(["operator"]);
  await expect(suspendUser(asOperator(), { id: first.id })).rejects.toMatchObject(conflict);
  await expect(deleteUser(asOperator(), { id: first.id })).rejects.toMatchObject(conflict);
  const second = await newUser(PLATFORM_TENANT_ID);
  await suspendUser(asOperator(), { id: second.id });
  await expect(deleteUser(asOperator(), { id: first.id })).rejects.toMatchObject(conflict);
  await restoreUser(asOperator(), { id: second.id });
  const { sql } = connection();
  await sql`update users set roles = '{}' where id = ${second.id}`;
  await expect(deleteUser(asOperator(), { id: first.id })).rejects.toMatchObject(conflict);
  await sql`update users set roles = '{operator}' where id = ${second.id}`;
});

test("of two operators who leave at the same moment one stays, and the other is told", async () => {
  for (let round = 0; round < 8; round += 1) {
    const { items } = await listUsers(asOperator(), {});
    expect(items).toHaveLength(2);
    const [one, other] = items.map(({ id }) => id);
    const leaving = [
      deleteUser(asOperator(), { id: one ?? "" }),
      suspendUser(asOperator(), { id: other ?? "" }),
    ];
    const outcomes = await Promise.allSettled(leaving);
    expect(outcomes).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ status: "fulfilled" }),
        { status: "rejected", reason: expect.objectContaining(conflict) },
      ]),
    );
    const left = (await listUsers(asOperator(), {})).items;
    expect(left.filter(({ status }) => status === "active")).toHaveLength(1);
    for (const { id } of left) await restoreUser(asOperator(), { id });
    while ((await listUsers(asOperator(), {})).items.length < 2) await newUser(PLATFORM_TENANT_ID);
  }
});
