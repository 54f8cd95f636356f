import type { ProblemDocument } from "./failure.ts";

export type Columns = Readonly<Record<string, string>>;

/** One JSON document, and nothing else. */
export function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** A table for people. In: rows, and the columns' fields by heading. */
export function table(rows: readonly object[], columns: Columns): string {
  const headings = Object.keys(columns);
  const lines = [
    headings,
    ...rows.map((row) => headings.map((heading) => cell(Reflect.get(row, columns[heading] ?? "")))),
  ];
  const widths = headings.map((_, at) => Math.max(...lines.map((line) => line[at]?.length ?? 0)));
  return lines
    .map((line) => `${line.map((text, at) => text.padEnd(widths[at] ?? 0)).join("  ")}`.trimEnd())
    .map((line) => `${line}\n`)
    .join("");
}

/** One object for people, a field a line. */
export function record(value: object): string {
  const entries = Object.entries(value);
  const width = Math.max(0, ...entries.map(([name]) => name.length));
  return entries.map(([name, field]) => `${name.padEnd(width)}  ${cell(field)}\n`).join("");
}

/** A failure for people: what happened, and each field's message. */
export function failure(problem: ProblemDocument): string {
  const fields = Object.entries(problem.errors)
    .filter(([, message]) => message !== problem.detail)
    .map(([name, message]) => `  ${name}: ${message}\n`);
  return printable(`${problem.detail}\n`) + fields.map(printable).join("");
}

function cell(value: unknown): string {
  if (value === null || value === undefined || value === "") return "-";
  if (Array.isArray(value)) return value.length === 0 ? "-" : value.map(cell).join(", ");
  return printable(typeof value === "object" ? JSON.stringify(value) : String(value));
}

/** Names are other people's text: without escape sequences that would steer the terminal. */
export function printable(text: string): string {
  return text.replaceAll(/[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069]/gu, "?");
}
