import type { IncomingMessage, ServerResponse } from "node:http";
import { answer, answerHtml, readText } from "./http.ts";
import { personWith } from "./interaction.ts";
import { personPage } from "./page.ts";
import type { KnownPerson } from "./people.ts";
import { endpointPaths } from "./provider.ts";
import type { UpstreamEndpoint } from "./types.ts";

/** Marks requests that the stand-in sends to itself. */
export const forwardedHeader = "x-stand-in-forwarded";

const authorityNames = ["organizations", "common"];

export function isAuthority(name: string | undefined): name is string {
  return name !== undefined && authorityNames.includes(name);
}

export type AuthorityInput = {
  origin: string;
  name: string;
  algorithm: string;
  title: string;
  people: readonly KnownPerson[];
  directoryIds: readonly string[];
  /** The directory that issued this code or access token. */
  directoryOfToken(value: string): string | undefined;
  /** Lets the directory's own provider answer the request, at that path and query. */
  dispatch(directoryId: string, pathAndQuery: string): Promise<void>;
};

/**
 * The authority of all directories, `/organizations`: it has no tokens of its own. It finds the
 * person's directory and lets that one answer, so the ID token names the directory as its issuer
 * while the discovery document has the placeholder `{tenantid}` there, as Entra ID does it.
 */
export async function answerAsAuthority(
  input: AuthorityInput,
  endpoint: UpstreamEndpoint | null,
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const [firstDirectory] = input.directoryIds;
  if (endpoint === null || firstDirectory === undefined) {
    answer(response, 404, "text/plain", "not found");
    return;
  }
  switch (endpoint) {
    case "discovery":
      answer(response, 200, "application/json", JSON.stringify(discoveryDocument(input)));
      return;
    case "keys":
      return input.dispatch(firstDirectory, endpointPaths.keys);
    case "authorize": {
      const hint = url.searchParams.get("login_hint") ?? "";
      const person = personWith(input.people, hint);
      if (person?.directoryId) {
        return input.dispatch(person.directoryId, `${endpointPaths.authorize}${url.search}`);
      }
      answerHtml(response, directoryPage(input, url, hint));
      return;
    }
    case "token":
    case "userinfo": {
      const body = await readText(request);
      const bearer = /^bearer (.+)$/i.exec(request.headers.authorization ?? "")?.[1];
      const issued = bearer ?? new URLSearchParams(body).get("code") ?? "";
      const directory = input.directoryOfToken(issued) ?? firstDirectory;
      const target = `${input.origin}/${directory}${endpointPaths[endpoint]}`;
      return forward(target, body, request, response);
    }
  }
}

function discoveryDocument(input: AuthorityInput): Record<string, unknown> {
  const at = (path: string) => `${input.origin}/${input.name}${path}`;
  return {
    issuer: `${input.origin}/{tenantid}/v2.0`,
    authorization_endpoint: at(endpointPaths.authorize),
    token_endpoint: at(endpointPaths.token),
    userinfo_endpoint: at(endpointPaths.userinfo),
    jwks_uri: at(endpointPaths.keys),
    token_endpoint_auth_methods_supported: ["client_secret_post", "client_secret_basic"],
    response_modes_supported: ["query", "fragment", "form_post"],
    response_types_supported: ["code"],
    subject_types_supported: ["public"],
    id_token_signing_alg_values_supported: [input.algorithm],
    scopes_supported: ["openid", "profile", "email", "offline_access"],
  };
}

function directoryPage(input: AuthorityInput, url: URL, hint: string): string {
  const { login_hint: _, ...carried } = Object.fromEntries(url.searchParams);
  return personPage({
    title: input.title,
    method: "get",
    action: url.pathname,
    field: "login_hint",
    hint,
    people: input.people,
    hidden: { ...carried, chosen: "1" },
    message: url.searchParams.has("chosen") ? "Nobody here has that address." : null,
  });
}

async function forward(
  target: string,
  body: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const headers = new Headers({ [forwardedHeader]: "1" });
  for (const name of ["authorization", "content-type", "accept"] as const) {
    const value = request.headers[name];
    if (value !== undefined) headers.set(name, value);
  }
  const method = request.method ?? "GET";
  const result = await fetch(target, method === "GET" ? { headers } : { method, headers, body });
  answer(
    response,
    result.status,
    result.headers.get("content-type") ?? "application/json",
    await result.text(),
  );
}
