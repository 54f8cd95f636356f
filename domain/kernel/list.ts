import { z } from "zod";

const DEFAULT_PER_PAGE = 50;
const LONGEST_SEARCH = 200;

/** A column to sort by, descending with a leading minus. */
export type SortChoice<Column extends string> = Column | `-${Column}`;

/** One page of a list. A null cursor: there is nothing that way. */
export type Page<Item> = {
  items: Item[];
  nextCursor: string | null;
  previousCursor: string | null;
  /** How many match in all, when it was asked for; capped, there are more than that. */
  total: { value: number; capped: boolean } | null;
};

/** The parameters of an address, as a page of the console gets them. */
export type UrlParameters = Readonly<Record<string, string | readonly string[] | undefined>>;

/** What a cursor holds: where in which order, and which way to go on from there. */
export type Cursor = {
  sort: string;
  towards: "next" | "previous";
  key: string;
  tie: string;
};

const cursorShape = z.tuple([z.string(), z.enum(["next", "previous"]), z.string(), z.string()]);

/** A text to look for, in what the list says it searches. */
export const searchText = z
  .string()
  .trim()
  .max(LONGEST_SEARCH, `A search has at most ${LONGEST_SEARCH} characters.`)
  .optional();

/**
 * What a list can be asked: the columns that it sorts by, its filters and its page size. `input` is
 * strict, for operations; `fromUrl` is lenient, for an address that a person edits: whatever means
 * nothing is left out. In: `sort`, column names; `defaultSort`; `filters`, a schema each.
 */
export function defineList<
  const Column extends string,
  const Filters extends Readonly<Record<string, z.ZodType>>,
>(definition: {
  sort: readonly [Column, ...Column[]];
  defaultSort: NoInfer<SortChoice<Column>>;
  filters: Filters;
  maxPerPage?: number;
}) {
  const { sort, defaultSort, filters, maxPerPage = 100 } = definition;
  const choices = sort.flatMap((column): SortChoice<Column>[] => [column, `-${column}`]);
  const input = z.object({
    limit: z.coerce
      .number(`A limit is a number from 1 to ${maxPerPage}.`)
      .int("A limit is a whole number.")
      .min(1, "A limit is at least 1.")
      .max(maxPerPage, `A limit is at most ${maxPerPage}.`)
      .default(DEFAULT_PER_PAGE),
    cursor: z.string().max(2_000, "This is not a cursor that Gatehouse gave out.").optional(),
    sort: z
      .enum(choices, `Sort by one of ${choices.join(", ")}.`)
      .optional()
      .transform((choice): SortChoice<Column> => choice ?? defaultSort),
    /** Whether to say how many match in all. */
    count: z.union([z.boolean(), z.enum(["true", "false"])], "Use true or false.").default(false),
    ...filters,
  });
  type Input = z.input<typeof input>;

  const fromUrl = (parameters: UrlParameters): Input => {
    const kept: Record<string, string> = {};
    for (const [name, field] of Object.entries<z.ZodType>(input.shape)) {
      const given = parameters[name];
      const value = typeof given === "string" ? given : given?.[0];
      if (value && field.safeParse(value).success) kept[name] = value;
    }
    // A cursor belongs to one order: with another one it would point nowhere.
    const cursor = decodeCursor(kept["cursor"]);
    if (cursor?.sort !== (kept["sort"] ?? defaultSort)) delete kept["cursor"];
    return kept as Input;
  };

  return { input, defaultSort, columns: sort, fromUrl };
}

/** Whether an input asks for the total. */
export function wantsTotal(input: { count: boolean | "true" | "false" }): boolean {
  return input.count === true || input.count === "true";
}

/** The text of a cursor. */
export function encodeCursor({ sort, towards, key, tie }: Cursor): string {
  return Buffer.from(JSON.stringify([sort, towards, key, tie])).toString("base64url");
}

/** What `encodeCursor` made a text of, or null for anything else. */
export function decodeCursor(text: string | undefined): Cursor | null {
  if (text === undefined) return null;
  try {
    const json: unknown = JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
    const [sort, towards, key, tie] = cursorShape.parse(json);
    return { sort, towards, key, tie };
  } catch {
    return null;
  }
}
