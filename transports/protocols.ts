import type { IncomingMessage, ServerResponse } from "node:http";
import type { Handler } from "./http/front-server.ts";
import { isForPrograms as isForOpenIdPrograms, isOpenId } from "./oidc/routes.ts";
import { isForSsoPrograms, isSso } from "./sso/routes.ts";

let openId: Promise<Handler> | null = null;
let sso: Promise<Handler> | null = null;

/** Whether a path is of one of the protocols by which other software signs people in. */
export function isProtocol(path: string): boolean {
  return isOpenId(path) || isSso(path);
}

/** Whether a request is a program's: it may come from anywhere, for no cookie of it is read. */
export function isForPrograms(method: string, path: string): boolean {
  return isForOpenIdPrograms(method, path) || isForSsoPrograms(path);
}

/** Answers the OpenID Provider's requests and the plain flow's. */
export async function handleProtocol(
  request: IncomingMessage,
  response: ServerResponse,
): Promise<unknown> {
  const [path = ""] = (request.url ?? "").split("?", 1);
  return (await (isSso(path) ? loadSso() : loadOpenId()))(request, response);
}

/** Loads what a start does not wait for. */
export function loadProtocols(): Promise<unknown> {
  return Promise.all([loadOpenId(), loadSso()]);
}

function loadOpenId(): Promise<Handler> {
  openId ??= import("./oidc/handler.ts").then(({ handleOpenId }) => handleOpenId);
  return openId;
}

function loadSso(): Promise<Handler> {
  sso ??= import("./sso/handler.ts").then(({ handleSso }) => handleSso);
  return sso;
}
