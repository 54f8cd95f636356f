/** An element as `createElement` takes it, or a text. */
export type MarkupNode =
  | string
  | { tag: string; attributes: Record<string, string | true>; children: MarkupNode[] };

const VOID = new Set(["br", "hr", "img", "input", "link", "meta"]);
/** Those that React knows as true or false; any other attribute keeps its empty text. */
const BOOLEAN = new Set(["checked", "disabled", "hidden", "inert", "open", "readonly", "required"]);

/**
 * The body of a page that React rendered as a tree of elements, so that another page renders the same.
 * Scripts and comments are left out: each page has those of its own.
 * In: well-formed HTML, as React writes it, without inline styles.
 */
export function readMarkup(html: string): MarkupNode[] {
  const body = /<body\b[^>]*>([\s\S]*)<\/body>/.exec(html)?.[1] ?? "";
  const text = body.replaceAll(/<script\b[\s\S]*?<\/script>|<!--[\s\S]*?-->/g, "");
  const root: MarkupNode[] = [];
  const open: MarkupNode[][] = [root];
  for (const [token] of text.matchAll(/<[^>]*>|[^<]+/g)) {
    const into = open.at(-1) ?? root;
    if (!token.startsWith("<")) into.push(decode(token));
    else if (token.startsWith("</")) open.pop();
    else {
      const tag = /^<([\w-]+)/.exec(token)?.[1] ?? "";
      const children: MarkupNode[] = [];
      into.push({ tag, attributes: attributesOf(token), children });
      if (!VOID.has(tag)) open.push(children);
    }
  }
  // Next's own empty element for metadata: the other page has one too.
  return root.filter(
    (node) => typeof node === "string" || !node.attributes["hidden"] || node.children.length > 0,
  );
}

/** How much of it a browser draws: the texts' characters and the elements. */
export function sizeOf(nodes: readonly MarkupNode[]): { characters: number; elements: number } {
  let [characters, elements] = [0, 0];
  for (const node of nodes) {
    if (typeof node === "string") characters += node.length;
    else {
      const inner = sizeOf(node.children);
      characters += inner.characters;
      elements += 1 + inner.elements;
    }
  }
  return { characters, elements };
}

function attributesOf(token: string): Record<string, string | true> {
  const found = token.slice(1).matchAll(/\s([\w:-]+)(?:="([^"]*)")?/g);
  return Object.fromEntries(
    [...found].map(([, name = "", value = ""]) => {
      if (value === "" && BOOLEAN.has(name.toLowerCase())) return [reactName(name), true];
      return [reactName(name), decode(value)];
    }),
  );
}

/** React passes an unknown name on as it is; a few have to be known for what they do. */
function reactName(name: string): string {
  const names: Record<string, string> = {
    class: "className",
    for: "htmlFor",
    value: "defaultValue",
  };
  return names[name] ?? name;
}

function decode(text: string): string {
  const named = { amp: "&", lt: "<", gt: ">", quot: '"' } as const;
  return text.replaceAll(/&(#x?[\da-f]+|amp|lt|gt|quot);/gi, (_, name: string) => {
    if (name in named) return named[name as keyof typeof named];
    const hex = /^#x/i.test(name);
    return String.fromCodePoint(Number.parseInt(name.slice(hex ? 2 : 1), hex ? 16 : 10));
  });
}
