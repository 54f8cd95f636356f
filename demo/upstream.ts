import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { JWK } from "jose";
import type Provider from "oidc-provider";
import { answer, answerGarbage, dropCookie } from "./upstream/http.ts";
import { handleInteraction } from "./upstream/interaction.ts";
import { generateSigningKey } from "./upstream/keys.ts";
import { answerAsAuthority, forwardedHeader, isAuthority } from "./upstream/microsoft.ts";
import { claimsOf, type KnownPerson, knownPerson } from "./upstream/people.ts";
import {
  buildProvider,
  clientMetadata,
  endpointPaths,
  sessionCookieName,
} from "./upstream/provider.ts";
import { createStorage } from "./upstream/storage.ts";
import type {
  Upstream,
  UpstreamClient,
  UpstreamEndpoint,
  UpstreamFault,
  UpstreamOptions,
  UpstreamRequest,
} from "./upstream/types.ts";

type Mount = { prefix: string; directoryId: string | null; issuer: string; provider: Provider };

const titles = { google: "Google", microsoft: "Microsoft", oidc: "Company sign-in" };

/**
 * Starts a real OpenID Provider on 127.0.0.1 that stands in for Google, Microsoft Entra ID (with
 * several directories) or a company's own provider, for the demo, the browser tests and the
 * benchmark. It lives in memory and signs with keys of its own.
 */
export async function startUpstream(options: UpstreamOptions): Promise<Upstream> {
  const { flavour } = options;
  const algorithm = options.signingAlgorithm ?? "RS256";
  const title = options.title ?? titles[flavour];
  const directoryIds = flavour === "microsoft" ? (options.directoryIds ?? [randomUUID()]) : [];
  const clients = new Map<string, UpstreamClient>();
  const people: KnownPerson[] = [];
  const requests: UpstreamRequest[] = [];
  const directoryOfToken = new Map<string, string>();
  const mounts = new Map<string, Mount>();
  let keys: JWK[] = [await generateSigningKey(algorithm)];
  let fault: UpstreamFault | null = null;

  const storage = createStorage((clientId) => {
    const client = clients.get(clientId);
    return client === undefined ? undefined : clientMetadata(client);
  });

  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      if (!response.headersSent) answer(response, 500, "text/plain", String(error));
    });
  });
  const port = await listen(options.port ?? 0);
  const origin = `http://127.0.0.1:${port}`;

  async function listen(wanted: number): Promise<number> {
    server.listen(wanted, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("no TCP address");
    return address.port;
  }

  async function close(): Promise<void> {
    if (!server.listening) return;
    const closed = once(server, "close");
    server.close();
    server.closeAllConnections();
    await closed;
  }

  function mountAll(): void {
    const ids: readonly (string | null)[] = flavour === "microsoft" ? directoryIds : [null];
    for (const directoryId of ids) {
      const prefix = directoryId === null ? "" : `/${directoryId}`;
      const issuer = directoryId === null ? origin : directoryIssuer(directoryId);
      const provider = buildProvider({
        issuer,
        prefix,
        directoryId,
        algorithm,
        keys,
        storage,
        namesIssuer: flavour !== "microsoft",
        clientOf: (clientId) => clients.get(clientId),
        claimsOf: (sub) => {
          const person = peopleOf(directoryId).find((each) => each.sub === sub);
          return person === undefined ? undefined : claimsOf(person, flavour);
        },
        fault: () => fault,
        onSave: (_model, id) => {
          if (directoryId !== null) directoryOfToken.set(id, directoryId);
        },
        onTokenRequest: (entry) => requests.push(entry),
      });
      mounts.set(prefix, { prefix, directoryId, issuer, provider });
    }
  }

  function peopleOf(directoryId: string | null): KnownPerson[] {
    return people.filter((person) => person.directoryId === directoryId);
  }

  function directoryIssuer(directoryId: string): string {
    return `${origin}/${directoryId}/v2.0`;
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", origin);
    const endpoint = endpointOf(url.pathname);
    const forwarded = request.headers[forwardedHeader] !== undefined;
    if (!forwarded) {
      record(endpoint, url);
      if (fault?.kind === "slow" && (fault.at ?? endpoint) === endpoint) await sleep(fault.delayMs);
      if (fault?.kind === "garbage" && fault.at === endpoint) return answerGarbage(response);
    }

    const [, first] = url.pathname.split("/");
    if (flavour === "microsoft" && isAuthority(first)) {
      const dispatch = (directoryId: string, pathAndQuery: string) =>
        answerAt(`/${directoryId}`, pathAndQuery, request, response);
      const authority = { origin, name: first, algorithm, title, people, directoryIds, dispatch };
      const found = { directoryOfToken: (value: string) => directoryOfToken.get(value) };
      return answerAsAuthority({ ...authority, ...found }, endpoint, url, request, response);
    }
    const prefix = flavour === "microsoft" ? `/${first}` : "";
    const path = url.pathname.slice(prefix.length).replace(/^\/v2\.0(?=\/\.well-known\/)/, "");
    return answerAt(prefix, `${path}${url.search}`, request, response);
  }

  async function answerAt(
    prefix: string,
    pathAndQuery: string,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const mount = mounts.get(prefix);
    if (mount === undefined) return answer(response, 404, "text/plain", "no such directory");
    const { provider, issuer, directoryId } = mount;
    dropCookie(request, sessionCookieName(issuer));
    if (pathAndQuery.startsWith("/interaction/")) {
      const autoSignIn = options.autoSignIn ?? false;
      const input = { provider, title, people: peopleOf(directoryId), autoSignIn, fault };
      return handleInteraction(input, request, response);
    }
    // oidc-provider learns where it is mounted from the difference of these two.
    request.url = pathAndQuery;
    Object.assign(request, { originalUrl: `${prefix}${pathAndQuery}` });
    await provider.callback()(request, response);
  }

  function record(endpoint: UpstreamEndpoint | null, url: URL): void {
    const query = url.searchParams;
    if (endpoint === null || endpoint === "token" || query.has("chosen")) return;
    if (endpoint !== "authorize") {
      requests.push({ endpoint });
      return;
    }
    requests.push({
      endpoint,
      directoryId: flavour === "microsoft" ? (url.pathname.split("/")[1] ?? null) : null,
      clientId: query.get("client_id"),
      redirectUri: query.get("redirect_uri"),
      loginHint: query.get("login_hint"),
      prompt: query.get("prompt"),
      maxAge: query.get("max_age"),
      codeChallenge: query.get("code_challenge"),
      codeChallengeMethod: query.get("code_challenge_method"),
      state: query.get("state"),
      nonce: query.get("nonce"),
      scope: query.get("scope"),
    });
  }

  const addClient: Upstream["addClient"] = (client) => {
    clients.set(client.clientId, client);
  };
  const addPerson: Upstream["addPerson"] = (person) => {
    people.push(knownPerson(person, flavour, directoryIds[0]));
  };
  for (const client of options.clients ?? []) addClient(client);
  for (const person of options.people ?? []) addPerson(person);
  mountAll();

  return {
    flavour,
    origin,
    port,
    issuer: flavour === "microsoft" ? directoryIssuer("organizations") : origin,
    directoryIssuer,
    directoryIds,
    requests,
    addClient,
    addPerson,
    rotateKeys: async ({ keepOld = false } = {}) => {
      keys = [await generateSigningKey(algorithm), ...(keepOld ? keys : [])];
      mountAll();
    },
    setFault: async (next) => {
      fault = next;
      if (next?.kind === "down") await close();
      else if (!server.listening) await listen(port);
    },
    stop: close,
  };
}

function endpointOf(pathname: string): UpstreamEndpoint | null {
  const endpoints: UpstreamEndpoint[] = ["discovery", "keys", "authorize", "token", "userinfo"];
  return endpoints.find((each) => pathname.endsWith(endpointPaths[each])) ?? null;
}
