import type { Command } from "commander";
import { z } from "zod";
import { callApi } from "./api.ts";
import { type Columns, json, record, table } from "./output.ts";

/** What a command prints: the value as JSON, or the text for people. */
export type Answer = { value: unknown; text: string };

/**
 * Lets `command` print what `run` answers. In: the command, with its arguments and options declared;
 * what it does with them.
 */
export function answers<Options extends object>(
  command: Command,
  run: (args: readonly string[], options: Options) => Promise<Answer>,
): void {
  command.option("--json", "print one JSON document and nothing else");
  command.action(async () => {
    const { value, text } = await run(command.args, command.opts<Options>());
    const wantsJson = command.opts<{ json?: boolean }>().json === true;
    command.configureOutput().writeOut?.(wantsJson ? json(value) : text);
  });
}

/** One object of the API, for people a field a line. */
export function oneObject(value: unknown): Answer {
  return { value, text: record(z.looseObject({}).parse(value)) };
}

const pageObject = z.object({
  items: z.array(z.looseObject({})),
  nextCursor: z.string().nullable(),
});

export type PageOptions = { limit?: string; cursor?: string };

/** Declares the options of a list. */
export function pageOptions(command: Command): Command {
  return command
    .option("--limit <number>", "items on a page, 100 at most")
    .option("--cursor <cursor>", "where the page before ended");
}

/** One page of a list of the API, for people a table. */
export async function onePage(
  path: string,
  query: Readonly<Record<string, string | undefined>>,
  columns: Columns,
): Promise<Answer> {
  const value = await callApi(path, { query });
  const { items, nextCursor } = pageObject.parse(value);
  const more = nextCursor === null ? "" : `\nMore: --cursor ${nextCursor}\n`;
  return { value, text: (items.length === 0 ? "None.\n" : table(items, columns)) + more };
}

/** For an option that may be given several times. */
export function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

/** Without the options that were not given, which the API must not see as empty. */
export function given(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
