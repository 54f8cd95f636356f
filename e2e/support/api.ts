export type ApiInit = {
  method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Sent as JSON. */
  json?: unknown;
  /** An API credential. */
  token?: string;
  headers?: Readonly<Record<string, string>>;
};

export type ApiAnswer = {
  status: number;
  headers: Headers;
  text: string;
  /** The body when it is JSON, else null. */
  json: unknown;
};

/** One request; redirects are not followed. */
export async function callApi(url: URL, init: ApiInit = {}): Promise<ApiAnswer> {
  const headers = new Headers(init.headers);
  if (init.token !== undefined) headers.set("authorization", `Bearer ${init.token}`);
  if (init.json !== undefined) headers.set("content-type", "application/json");
  const response = await fetch(url, {
    method: init.method ?? (init.json === undefined ? "GET" : "POST"),
    headers,
    body: init.json === undefined ? null : JSON.stringify(init.json),
    redirect: "manual",
  });
  const text = await response.text();
  const isJson = /^application\/(problem\+)?json/.test(response.headers.get("content-type") ?? "");
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: isJson ? JSON.parse(text) : null,
  };
}
