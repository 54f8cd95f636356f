import { computeCacheBustingSearchParam } from "next/dist/shared/lib/router/utils/cache-busting-search-param.js";
import { createSegmentRequestKeyPart } from "next/dist/shared/lib/segment-cache/segment-value-encoding.js";

/** `string`, or `[parameter, value, type, siblings]` for a part that the address fills in. */
type Segment = string | [name: string, value: string, type: "d" | "c", siblings: null];
type Tree = [Segment, { children?: Tree }, null, "refetch" | null];

export type Place = { appPath: string; params: Readonly<Record<string, string>>; path: string };

export type PageRequest = { kind: string; path: string; headers: Readonly<Record<string, string>> };

/** Where the browser stands that asks: a page that everybody may open. */
const standing: Place = {
  appPath: "/(sign-in)/auth/msp/signin/page",
  params: {},
  path: "/auth/msp/signin",
};

/**
 * Every way in which a browser asks for a page: as a document; as Next's client code does when it
 * navigates, with the tree of the page it stands on, of the very page asked for, or none; and the
 * prefetches: up to the loading boundary, at run time, of the shell, and of each single segment.
 * `next/dist` itself computes the parts that only Next's client knows how to.
 */
export async function pageRequests(place: Place): Promise<PageRequest[]> {
  const elsewhere = encodeTree(treeOf(standing, null));
  const requests: PageRequest[] = [
    { kind: "HTML", path: place.path, headers: { accept: "text/html" } },
    await flight("RSC", place, { "next-router-state-tree": elsewhere }),
    await flight("RSC without a tree", place, {}),
    await flight("RSC of the page alone", place, {
      "next-router-state-tree": encodeTree(treeOf(place, "refetch")),
    }),
  ];
  for (const [name, value] of Object.entries(prefetches)) {
    const more = { "next-router-state-tree": elsewhere, "next-router-prefetch": value };
    requests.push(await flight(name, place, more));
  }
  for (const segment of segmentPaths(place)) {
    const more = { "next-router-prefetch": "1", "next-router-segment-prefetch": segment };
    requests.push(await flight(`segment prefetch ${segment}`, place, more));
  }
  return requests;
}

/** What `Next-Router-State-Tree` says of a browser that stands on `place`. */
export function stateTree(place: Place): string {
  return encodeTree(treeOf(place, null));
}

const prefetches = {
  "prefetch to the loading boundary": "1",
  "prefetch at run time": "2",
  "prefetch of the shell": "3",
} as const;

async function flight(
  kind: string,
  place: Place,
  more: Readonly<Record<string, string>>,
): Promise<PageRequest> {
  const prefetch = Object.values(prefetches).find((each) => each === more["next-router-prefetch"]);
  const hash = await computeCacheBustingSearchParam(
    prefetch,
    more["next-router-segment-prefetch"],
    more["next-router-state-tree"],
    standing.path,
  );
  const path = `${place.path}${place.path.includes("?") ? "&" : "?"}_rsc=${hash}`;
  return { kind, path, headers: { rsc: "1", "next-url": standing.path, accept: "*/*", ...more } };
}

function treeOf(place: Place, atPage: "refetch" | null): Tree {
  const build = (segments: readonly Segment[]): Tree => {
    const [first, ...rest] = segments;
    if (first === undefined) return ["__PAGE__", {}, null, atPage];
    return [first, { children: build(rest) }, null, null];
  };
  return ["", { children: build(segmentsOf(place)) }, null, null];
}

function segmentsOf({ appPath, params }: Place): Segment[] {
  return appPath
    .split("/")
    .slice(1, -1)
    .map((part) => {
      const [, dots, name] = /^\[(\.\.\.)?(\w+)\]$/.exec(part) ?? [];
      if (name === undefined) return part;
      return [name, params[name] ?? "", dots === undefined ? "d" : "c", null];
    });
}

/** Next asks for each layout and for the page by the path of its segments. */
function segmentPaths(place: Place): string[] {
  const paths = ["/_tree", "/_index", "/_head", "/_full"];
  let path = "";
  for (const segment of [...segmentsOf(place), "__PAGE__"]) {
    path += `/${createSegmentRequestKeyPart(segment)}`;
    paths.push(path);
  }
  return paths;
}

function encodeTree(tree: Tree): string {
  return encodeURIComponent(JSON.stringify(tree));
}
