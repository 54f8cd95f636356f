import { posix } from "node:path";

const LINK = /\]\(<?([^)\s>]+)>?(?:\s+"[^"]*")?\)/g;
const INLINE_CODE = /(?<!`)`([^`\n]+)`(?!`)/g;
const FENCE = /^(```|~~~)[\s\S]*?^\1/gm;
const PRIVATE_PATH = /(?<![\w.:/])\/(?:home|root|work|Users)\/[\w.-]+/g;
const SOURCE = /<!-- from (\S+) -->(?:\n```\w*\n([\s\S]*?)\n```)?/g;
const PATH = /^[\w@.()[\]{},*<>-]+(?:\/[\w@.()[\]{},*<>-]*)+$/;

/** Written when the product runs, so that no commit holds them. */
const MADE_AT_RUN_TIME = new Set(["bench/results/latest.json"]);

/**
 * What is wrong with one markdown document: links and repository paths that lead nowhere, paths
 * that exist on their author's machine only, and code that says `<!-- from a/file.ts -->` above it
 * and stands in that file no more.
 *
 * @param {{ file: string, text: string, paths: Set<string>, read: (path: string) => string }} document
 *   `file` relative to the repository; `paths` holds every file and folder of the repository
 * @returns {string[]} one line per problem
 */
export function documentProblems({ file, text, paths, read }) {
  const prose = text.replace(FENCE, "");
  const links = matches(prose, LINK)
    .filter((link) => !/^(?:[a-z]+:|#|\/\/)/i.test(link))
    .filter((link) => !paths.has(target(file, link)))
    .map((link) => `${file}: the link ${link} leads nowhere`);
  const named = matches(prose, INLINE_CODE)
    .map((code) => code.replace(/:\d+$/, "").replace(/\/$/, ""))
    .filter((code) => claimsToBePath(code, paths) && !isThere(code, paths))
    .map((code) => `${file}: \`${code}\` does not exist`);
  const personal = [...text.matchAll(PRIVATE_PATH)].map(
    ([path]) => `${file}: ${path} is a path of somebody's own machine`,
  );
  const stale = [...text.matchAll(SOURCE)]
    .filter(([, path, code]) => !code || !paths.has(path) || !read(path).includes(code))
    .map(([, path]) => `${file}: the code from ${path} does not stand there`);
  return [...links, ...named, ...personal, ...stale];
}

function matches(text, pattern) {
  return [...text.matchAll(pattern)].map((match) => match[1]);
}

function target(file, link) {
  const path = decodeURI(link.replace(/[#?].*$/, ""));
  return posix.join(posix.dirname(file), path).replace(/\/$/, "");
}

/** A path starts with one of the repository's own folders; a lone `*.md` is one, too. */
function claimsToBePath(code, paths) {
  if (/^[\w-]+\.md$/.test(code)) return true;
  return PATH.test(code) && paths.has(code.slice(0, code.indexOf("/")));
}

/** `<noun>` and `*` stand for one name, `**` for any number of folders, `{a,b}` for either. */
function isThere(code, paths) {
  if (paths.has(code) || MADE_AT_RUN_TIME.has(code)) return true;
  if (!/[*<{]/.test(code)) return false;
  const source = code
    .replace(/[.()[\]]/g, "\\$&")
    .replace(/\{([^}]*)\}/g, (_, choices) => `(?:${choices.replaceAll(",", "|")})`)
    .replace(/<[^>]*>/g, "[^/]+")
    .replace(/\*\*\/?|\*/g, (star) => (star === "*" ? "[^/]*" : ".*"));
  const pattern = new RegExp(`^${source}$`);
  return [...paths].some((path) => pattern.test(path));
}
