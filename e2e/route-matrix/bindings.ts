import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Permission, permissions } from "#domain/kernel/permissions.ts";
import { root } from "#e2e/support/product.ts";
import type { BuiltAction } from "./manifests.ts";

/** What an action's source binds: the operation's permission and the fields of its input. */
export type Binding = { permission: Permission; fields: readonly string[]; isBulk: boolean };

/**
 * The operation behind `export const xAction = defineAction(operation)`, read from the action's own
 * file and loaded from the domain. Null for an action that is written out by hand.
 * Throws when the source binds something that is no operation.
 */
export async function bindingOf(action: BuiltAction): Promise<Binding | null> {
  const source = readFileSync(join(root, action.file), "utf8");
  const definition = new RegExp(
    `export const ${action.exportedName} = define(Bulk)?Action\\(\\s*(?:\\w+\\()?(\\w+)`,
  ).exec(source);
  const [, bulk, operation] = definition ?? [];
  if (operation === undefined) return null;
  const from = new RegExp(`import \\{[^}]*\\b${operation}\\b[^}]*\\} from "([^"]+)"`).exec(source);
  const path = from?.[1]?.replace(/^#/, "");
  if (path === undefined) throw new Error(`${action.name} binds ${operation}, imported nowhere`);
  const module: Record<string, unknown> = await import(join(root, path));
  const found = module[operation];
  if (typeof found !== "function" || !("permission" in found) || !("input" in found)) {
    throw new Error(`${action.name} binds ${operation}, which is no operation`);
  }
  const permission = permissions.find((each) => each === found.permission);
  if (!permission) throw new Error(`${operation} names no permission of permissions.ts`);
  return { permission, fields: fieldsOf(found.input), isBulk: bulk !== undefined };
}

function fieldsOf(schema: unknown): string[] {
  if (typeof schema !== "object" || schema === null || !("shape" in schema)) return [];
  return typeof schema.shape === "object" && schema.shape !== null ? Object.keys(schema.shape) : [];
}
