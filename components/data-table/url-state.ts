/** Where a list is: its path, and what its address says beside it. */
export type UrlState = { path: string; params: Readonly<Record<string, string>> };

/** What a page's `searchParams` say, one value a name. */
export function urlState(
  path: string,
  searchParams: Readonly<Record<string, string | string[] | undefined>>,
): UrlState {
  const params: Record<string, string> = {};
  for (const [name, value] of Object.entries(searchParams)) {
    const one = Array.isArray(value) ? value[0] : value;
    // A draft is taken up once: no link leads back to it.
    if (one !== undefined && one !== "" && name !== "resume") params[name] = one;
  }
  return { path, params };
}

/**
 * The same address with some of it changed; null takes a name out. What a change of filter, sort or
 * search makes meaningless goes too: the cursor, and what stood open.
 */
export function hrefWith(
  { path, params }: UrlState,
  changes: Readonly<Record<string, string | null>>,
): string {
  const kept: Record<string, string> = { ...params };
  const transient = ["peek", "dialog", "target"];
  const isOfList = Object.keys(changes).some((name) => !transient.includes(name));
  if (isOfList) for (const name of [...transient, "cursor"]) delete kept[name];
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === "") delete kept[name];
    else kept[name] = value;
  }
  const query = new URLSearchParams(Object.entries(kept).sort()).toString();
  return query === "" ? path : `${path}?${query}`;
}
