import { z } from "zod";

type Source = { getAll(name: string): readonly unknown[] };

/**
 * An operation's input from a form's fields, by what the schema asks for: a checkbox is a boolean
 * (its last value counts, so that a hidden "false" may stand before it), numbers are numbers, a
 * textarea is a list of its lines. A field that is not in the form is not in the input. An empty
 * field is `null` where the schema takes that, and absent where it is optional.
 */
export function readForm(schema: z.ZodType, form: Source): Record<string, unknown> {
  if (!(schema instanceof z.ZodObject)) return {};
  const input: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(schema.shape)) {
    const given = form.getAll(name).filter((value) => typeof value === "string");
    if (given.length === 0) continue;
    const value = readField(field, given);
    if (value !== undefined) input[name] = value;
  }
  return input;
}

function readField(field: unknown, given: readonly string[]): unknown {
  const { kind, optional, nullable } = describe(field);
  const last = given.at(-1) ?? "";
  if (kind === "boolean") return last === "true" || last === "on";
  if (kind === "array") {
    return given.flatMap((value) => value.split(/\r?\n/)).flatMap((line) => line.trim() || []);
  }
  if (last === "" && nullable) return null;
  if (last === "" && optional) return undefined;
  if (kind === "number") return last.trim() === "" ? Number.NaN : Number(last);
  return last;
}

type Described = { kind: string; optional: boolean; nullable: boolean };

/** What is below `optional`, `nullable`, defaults and pipes. */
function describe(field: unknown): Described {
  const found = { kind: "unknown", optional: false, nullable: false };
  let at = field;
  while (at !== undefined) {
    if (at instanceof z.ZodOptional || at instanceof z.ZodDefault) found.optional = true;
    if (at instanceof z.ZodNullable) found.nullable = true;
    if (
      at instanceof z.ZodOptional ||
      at instanceof z.ZodDefault ||
      at instanceof z.ZodNullable ||
      at instanceof z.ZodPrefault
    ) {
      at = at.def.innerType;
    } else if (at instanceof z.ZodPipe) {
      at = at.def.in;
    } else {
      if (at instanceof z.ZodBoolean) found.kind = "boolean";
      if (at instanceof z.ZodNumber) found.kind = "number";
      if (at instanceof z.ZodArray) found.kind = "array";
      return found;
    }
  }
  return found;
}
