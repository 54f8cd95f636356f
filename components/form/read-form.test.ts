import { describe, expect, it } from "vitest";
import { z } from "zod";
import { readForm } from "./read-form.ts";

const schema = z.object({
  name: z.string().trim(),
  note: z.string().optional(),
  expiresAt: z.iso.datetime().nullable().optional(),
  wildcard: z.boolean().optional(),
  hours: z.number().optional(),
  limit: z.coerce.number().default(50),
  roles: z.array(z.string()).optional(),
});

function form(...entries: [string, string][]): FormData {
  const data = new FormData();
  for (const [name, value] of entries) data.append(name, value);
  return data;
}

describe("what a form says is read by what the schema asks for", () => {
  it("leaves out what is not in the form, and what the schema does not know", () => {
    expect(readForm(schema, form(["name", "Acme"], ["_tenant", "acme"]))).toEqual({ name: "Acme" });
  });

  it("takes a checkbox's last value, so that an unticked one says false", () => {
    expect(readForm(schema, form(["wildcard", "false"]))).toEqual({ wildcard: false });
    expect(readForm(schema, form(["wildcard", "false"], ["wildcard", "true"]))).toEqual({
      wildcard: true,
    });
  });

  it("reads numbers, and hands on what is none for the schema to refuse", () => {
    expect(readForm(schema, form(["hours", "12"], ["limit", "7"]))).toEqual({
      hours: 12,
      limit: 7,
    });
    expect(readForm(schema, form(["hours", "twelve"]))).toEqual({ hours: Number.NaN });
  });

  it("reads an empty field as null, as absent, or as empty, whichever the schema takes", () => {
    const empty = form(["name", ""], ["note", ""], ["expiresAt", ""], ["hours", ""]);
    expect(readForm(schema, empty)).toEqual({ name: "", expiresAt: null });
  });

  it("reads a list from several fields and from the lines of one", () => {
    const many = form(["roles", ""], ["roles", "admin"], ["roles", "auditor\r\n member \n"]);
    expect(readForm(schema, many)).toEqual({ roles: ["admin", "auditor", "member"] });
    expect(readForm(schema, form(["roles", ""]))).toEqual({ roles: [] });
  });
});
