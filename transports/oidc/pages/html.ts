/** Text that is markup already. */
export type Html = { readonly text: string };

type Part = string | number | Html | readonly Html[];

/** Markup from a template: whatever is put into it is escaped, unless it is markup itself. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  const text = strings.map((piece, at) => piece + (at < parts.length ? shown(parts[at]) : ""));
  return { text: text.join("") };
}

function shown(part: Part | undefined): string {
  if (part === undefined) return "";
  if (typeof part === "object") {
    return "text" in part ? part.text : part.map((one) => one.text).join("");
  }
  return String(part).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
