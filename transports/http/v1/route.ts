import type { z } from "zod";
import type { Context } from "#domain/kernel/context.ts";
import type { Operation } from "#domain/kernel/operation.ts";

export type Method = "get" | "post" | "put" | "patch" | "delete";

/** One address of the REST API: an operation, and how HTTP carries its input. */
export type Route = {
  method: Method;
  /** `{slug}` stands for the tenant to act in; other names are fields of the input. */
  path: string;
  summary: string;
  permission: string;
  input: z.ZodObject;
  /** Fields that the address itself says. */
  fixed: Readonly<Record<string, unknown>>;
  /** What the answer looks like; without it the answer is 204 and empty. */
  output: z.ZodType | null;
  status: 200 | 201 | 204;
  run: (ctx: Context, input: unknown) => Promise<unknown>;
};

/** Binds an operation to an address. The operation parses the input, so HTTP hands it on unread. */
export function route<Schema extends z.ZodObject, Result>(definition: {
  method: Method;
  path: string;
  summary: string;
  operation: Operation<Schema, Result>;
  output?: z.ZodType<Result>;
  status?: 201;
  fixed?: Readonly<Record<string, unknown>>;
}): Route {
  const { operation, output = null, fixed = {}, ...rest } = definition;
  return {
    ...rest,
    permission: operation.permission,
    input: operation.input,
    fixed,
    output,
    status: definition.status ?? (output ? 200 : 204),
    run: (ctx, input) => operation(ctx, input as z.input<Schema>),
  };
}

/** The operation with its result as HTTP says it, such as a secret in the one answer that has it. */
export function answering<Schema extends z.ZodObject, Result, Shown>(
  operation: Operation<Schema, Result>,
  show: (result: Result) => Shown,
): Operation<Schema, Shown> {
  const shown = async (ctx: Context, input: z.input<Schema>) => show(await operation(ctx, input));
  return Object.assign(shown, { permission: operation.permission, input: operation.input });
}
