import { expectTypeOf, test } from "vitest";
import { z } from "zod";
import { mutation, type Operation, type Outcome, query } from "./operation.ts";
import type { Permission } from "./permissions.ts";

const nothing = z.object({});
const audit = {
  action: "user.create",
  target: { kind: "user", id: "1", name: "ada" },
} as const;

test("a change that forgets its audit event does not compile", () => {
  expectTypeOf<{ result: string }>().not.toExtend<Outcome<string>>();
  expectTypeOf<{ result: string; audit: readonly [] }>().not.toExtend<Outcome<string>>();
  expectTypeOf<{ result: string; audit: typeof audit }>().toExtend<Outcome<string>>();
  mutation({
    permission: "user.create",
    input: nothing,
    // @ts-expect-error: `run` has to return an audit event.
    run: async () => ({ result: "done" }),
  });
});

test("a misspelt permission does not compile, in a change or in a reading", () => {
  expectTypeOf<"user.craete">().not.toExtend<Permission>();
  // @ts-expect-error: the list of permissions is closed.
  mutation({ permission: "user.craete", input: nothing, run: async () => ({ result: 1, audit }) });
  // @ts-expect-error: the list of permissions is closed.
  query({ permission: "user.raed", input: nothing, run: async () => 1 });
});

test("a misspelt action does not compile", () => {
  const misspelt = { ...audit, action: "user.craete" } as const;
  expectTypeOf<{ result: string; audit: typeof misspelt }>().not.toExtend<Outcome<string>>();
});

test("an operation carries its permission and its input's schema", () => {
  const operation = query({ permission: "user.read", input: nothing, run: async () => 1 });
  expectTypeOf(operation).toEqualTypeOf<Operation<typeof nothing, number>>();
  expectTypeOf(operation.permission).toEqualTypeOf<Permission>();
});
