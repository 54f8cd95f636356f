import { globSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { withDatabase } from "#db/test-connection.ts";
import { asRole, eventsOf, newTenant, testRequest } from "#domain/testing/contexts.ts";
import { type Context, PLATFORM_TENANT_ID, systemContext } from "./context.ts";
import {
  builtInRoles,
  type Permission,
  permissions,
  type SystemName,
  systemPermissions,
  type TenantRole,
} from "./permissions.ts";

withDatabase();

type AnyOperation = ((ctx: Context, input: unknown) => Promise<unknown>) & {
  permission: Permission;
  input: object;
};

/** Every operation that a module of the domain exports: whoever adds one is in the matrix. */
const operations = await findOperations();
const roles: TenantRole[] = ["admin", "approver", "auditor", "member"];
const systems: SystemName[] = [
  "sign-in",
  "setup",
  "domain-check",
  "domain-watch",
  "secret-watch",
  "mail-link",
  "key-rotation",
  "logout-delivery",
];

/** No schema takes null, so an authorized call goes as far as `invalid` and changes nothing. */
const codeOf = (operation: AnyOperation, ctx: Context) =>
  operation(ctx, null).then(
    () => "succeeded",
    (error: { code?: string }) => error.code ?? String(error),
  );

let tenants: { mine: string; theirs: string };
beforeAll(async () => {
  tenants = { mine: (await newTenant()).id, theirs: (await newTenant()).id };
});

test("the matrix covers the roles and systems of permissions.ts, and finds the operations", () => {
  expect(roles).toEqual(Object.keys(builtInRoles));
  expect(systems).toEqual(Object.keys(systemPermissions));
  expect(operations.length).toBeGreaterThan(25);
  for (const [, operation] of operations) expect(permissions).toContain(operation.permission);
});

describe.each(operations)("%s", (_, operation) => {
  const { permission } = operation;

  test.each(roles)("as %s, at home and abroad", async (role) => {
    const granted: readonly Permission[] = builtInRoles[role];
    const home = asRole(role, tenants.mine);
    expect(await codeOf(operation, home)).toBe(
      granted.includes(permission) ? "invalid" : "forbidden",
    );
    for (const foreign of [tenants.theirs, PLATFORM_TENANT_ID, crypto.randomUUID()]) {
      expect(await codeOf(operation, asRole(role, tenants.mine, foreign))).toBe("not_found");
    }
    const denials = (await eventsOf(tenants.mine)).filter(
      (event) => event.requestId === home.request.requestId,
    );
    expect(denials).toMatchObject(
      granted.includes(permission) ? [] : [{ action: permission, outcome: "denied" }],
    );
  });

  test("as an operator, everywhere; with no permission, nowhere", async () => {
    const operator = (tenantId: string, held: readonly Permission[]): Context => ({
      actor: {
        kind: "user",
        tenantId: PLATFORM_TENANT_ID,
        userId: crypto.randomUUID(),
        email: "operator@test.example",
        sessionId: crypto.randomUUID(),
        permissions: new Set(held),
      },
      tenantId,
      request: testRequest(),
    });
    for (const tenantId of [tenants.mine, PLATFORM_TENANT_ID]) {
      expect(await codeOf(operation, operator(tenantId, permissions))).toBe("invalid");
      expect(await codeOf(operation, operator(tenantId, []))).toBe("forbidden");
    }
  });

  test.each(systems)("as the part %s", async (name) => {
    const granted: readonly Permission[] = systemPermissions[name];
    const code = await codeOf(operation, systemContext(name, tenants.mine));
    expect(code).toBe(granted.includes(permission) ? "invalid" : "forbidden");
  });
});

async function findOperations(): Promise<[name: string, operation: AnyOperation][]> {
  const domain = fileURLToPath(new URL("..", import.meta.url));
  const found = new Map<string, AnyOperation>();
  for (const path of globSync("**/*.ts", { cwd: domain }).sort()) {
    if (path.includes(".test.") || path.startsWith("testing/")) continue;
    const module: object = await import(pathToFileURL(`${domain}${path}`).href);
    for (const [name, value] of Object.entries(module)) {
      if (isOperation(value)) found.set(name, value);
    }
  }
  return [...found];
}

function isOperation(value: unknown): value is AnyOperation {
  return typeof value === "function" && "permission" in value && "input" in value;
}
