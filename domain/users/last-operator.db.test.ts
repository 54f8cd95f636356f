import { expect, test } from "vitest";
import { withOwnDatabase } from "#db/test-connection.ts";
import { PLATFORM_TENANT_ID } from "#domain/kernel/context.ts";
import { asOperator, newUser } from "#domain/testing/contexts.ts";
import { deleteUser } from "./delete.ts";
import { listUsers } from "./list.ts";
import { restoreUser, suspendUser } from "./set-status.ts";

withOwnDatabase();

const conflict = { code: "conflict", message: expect.stringContaining("last operator") };

test("the last operator can be neither suspended nor deleted; suspended ones do not count", async () => {
  const first = await newUser(PLATFORM_TENANT_ID);
  expect(first.roles).toEqual(["operator"]);
  await expect(suspendUser(asOperator(), { id: first.id })).rejects.toMatchObject(conflict);
  await expect(deleteUser(asOperator(), { id: first.id })).rejects.toMatchObject(conflict);
  const second = await newUser(PLATFORM_TENANT_ID);
  await suspendUser(asOperator(), { id: second.id });
  await expect(deleteUser(asOperator(), { id: first.id })).rejects.toMatchObject(conflict);
  await restoreUser(asOperator(), { id: second.id });
});

test("of two operators who leave at the same moment one stays", async () => {
  const { items } = await listUsers(asOperator(), {});
  expect(items).toHaveLength(2);
  const leaving = items.map(({ id }) => deleteUser(asOperator(), { id }));
  const outcomes = await Promise.allSettled(leaving);
  expect(outcomes.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected"]);
  expect((await listUsers(asOperator(), {})).items).toHaveLength(1);
});
