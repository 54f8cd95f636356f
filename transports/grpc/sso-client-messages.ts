import { create, isMessage, type JsonObject } from "@bufbuild/protobuf";
import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import type { getSsoClient } from "#domain/sso-clients/get.ts";
import {
  type CreateSsoClientRequest,
  type ListSsoClientsRequest,
  type SsoClient,
  SsoClientSchema,
  TextListSchema,
  type UpdateSsoClientRequest,
} from "#proto/generated/gatehouse/v1/sso_clients_pb.js";

type Described = Omit<Awaited<ReturnType<typeof getSsoClient>>, "secrets" | "version"> & {
  version?: string;
};

/** What a message cannot say as null, it says as empty. */
const NULLABLE = new Set([
  "backchannelLogoutUri",
  "frontchannelLogoutUri",
  "jwksUri",
  "tlsSubjectDn",
  "template",
]);

/** A client as its message. */
export function clientMessage(client: Described): SsoClient {
  const { jwks, createdAt, updatedAt, lastUsedAt, ...plain } = client;
  const known = Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== null));
  return create(SsoClientSchema, {
    ...known,
    createdAt: instant(createdAt),
    updatedAt: instant(updatedAt),
    ...(lastUsedAt !== null && { lastUsedAt: instant(lastUsedAt) }),
    // It was JSON when it was stored.
    ...(jwks !== null && { jwks: jwks as JsonObject }),
  });
}

/** The fields of the request to create, by the operation's names; unread, because it parses them. */
export function creation(request: CreateSsoClientRequest): Record<string, unknown> {
  const fields = Object.entries(settings(request));
  return Object.fromEntries(
    fields.filter(([, value]) => !(Array.isArray(value) && value.length === 0)),
  );
}

/** The fields of the request to change, likewise. */
export function changes(request: UpdateSsoClientRequest): Record<string, unknown> {
  return settings(request);
}

/** What the request to list asks for, likewise. */
export function question(request: ListSsoClientsRequest): Record<string, unknown> {
  const asked = Object.entries(settings(request)).filter(([, value]) => value !== "");
  const { enabled, ...rest } = Object.fromEntries(asked);
  return { ...rest, ...(enabled !== undefined && { enabled: String(enabled) }) };
}

function settings(request: object): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(request)) {
    if (name.startsWith("$") || name === "tenant" || value === undefined) continue;
    if (isMessage(value, TextListSchema)) fields[name] = value.values;
    else if (name === "jwks") fields[name] = Object.keys(value).length === 0 ? null : value;
    else fields[name] = value === "" && NULLABLE.has(name) ? null : value;
  }
  return fields;
}

function instant(text: string) {
  return timestampFromDate(new Date(text));
}
