import Provider, { type Adapter, type AdapterPayload, errors } from "oidc-provider";
import { z } from "zod";
import { commandLineClient } from "#domain/command-line/client.ts";
import { findGrant } from "#domain/grants/find.ts";
import { deviceCodeOf, type FoundToken, findToken } from "#domain/grants/find-token.ts";
import { GrantGone } from "#domain/grants/grant-gone.ts";
import type { LiveGrant } from "#domain/grants/live-grant.ts";
import { revokeGrant } from "#domain/grants/revoke.ts";
import { saveGrant } from "#domain/grants/save.ts";
import { type StoredKind, saveToken } from "#domain/grants/save-token.ts";
import {
  consumeRecord,
  deleteRecord,
  findRecord,
  type RecordKind,
  saveRecord,
} from "#domain/oidc-records/records.ts";
import { findByClientId } from "#domain/sso-clients/find-by-client-id.ts";
import { knownClient } from "./client-metadata.ts";
import { speakingProtocol } from "./errors.ts";
import { registeredClient } from "./registered-client.ts";
import { auditReplay } from "./replay.ts";
import { rememberedGrant, rememberGrant } from "./request-memory.ts";

/** What a grant holds beside the library's own fields. */
export const grantExtras = z.object({
  ssoClientId: z.string().nullable(),
  sessionId: z.string(),
  offline: z.boolean(),
  /** Where the person was when they came: a policy may ask for it again. */
  address: z.string(),
});

/** The storage of one of the library's models. Every error is one of the protocol. */
export function adapterOf(model: string): Adapter {
  return speaking(storageOf(model));
}

function storageOf(model: string): Partial<Adapter> {
  switch (model) {
    case "Client":
      return clients;
    case "Grant":
      return grants;
    case "AccessToken":
      return accessTokens;
    case "AuthorizationCode":
    case "RefreshToken":
    case "DeviceCode":
      return tokens(model);
    case "Session":
    case "Interaction":
    case "PushedAuthorizationRequest":
      return records(model);
    default:
      return {};
  }
}

const clients: Partial<Adapter> = { find: registeredClient };

const grants: Partial<Adapter> = {
  upsert: async (id, payload, lifetimeSeconds = 0) => {
    const { gatehouse, accountId = "", ...rest } = withoutId(payload);
    const { address, ...columns } = grantExtras.parse(gatehouse);
    await saveGrant({
      ...columns,
      id,
      userId: accountId,
      payload: { ...rest, accountId, address },
      lifetimeSeconds,
    });
  },
  find: async (id) => {
    const grant = rememberedGrant(id) ?? (await findGrant(id));
    rememberGrant(grant);
    return grant ? grantPayload(grant) : undefined;
  },
  // The library ends a grant together with its access tokens, which is the same thing here.
};

/** Access tokens are signed and stored nowhere; what ends them is the end of their grant. */
const accessTokens: Partial<Adapter> = {
  revokeByGrantId: async (grantId) => {
    const ended = await revokeGrant(grantId);
    // At the token endpoint, a family is ended for one reason alone.
    if (ended && Provider.ctx?.oidc?.route === "token") await auditReplay(grantId);
  },
};

function tokens(kind: StoredKind): Partial<Adapter> {
  return {
    upsert: async (token, payload, lifetimeSeconds = 0) => {
      const { grantId, userCode, ...rest } = withoutId(payload);
      await saveToken({
        kind,
        token,
        ssoClientId: await registeredIdOf(payload.clientId),
        grantId,
        payload: rest,
        lifetimeSeconds,
        ...(userCode !== undefined && { userCode }),
      });
    },
    find: async (token) => {
      const found = await findToken(kind, token);
      return found ? tokenPayload(found, token) : undefined;
    },
    findByUserCode: async (userCode) => {
      const token = await deviceCodeOf(userCode);
      const found = token === null ? null : await findToken(kind, token);
      return token && found ? { ...tokenPayload(found, token), userCode } : undefined;
    },
  };
}

/** Whoever types a user code has loaded no client yet. */
async function registeredIdOf(clientId: string | undefined): Promise<string | null> {
  if (clientId === commandLineClient.clientId) return null;
  const loaded = Provider.ctx?.oidc?.client;
  if (loaded && loaded.clientId === clientId) return knownClient(loaded).id;
  const found = clientId === undefined ? null : await findByClientId(clientId);
  if (!found) throw new GrantGone("its client is gone");
  return found.id;
}

function records(kind: RecordKind): Partial<Adapter> {
  return {
    upsert: async (id, payload, lifetimeSeconds = 0) =>
      await saveRecord(kind, id, withoutId(payload), lifetimeSeconds),
    find: async (id) => {
      const found = await findRecord(kind, id);
      if (!found) return undefined;
      const { payload, consumed } = found;
      return { ...payload, jti: id, consumed, ...times(found.secondsLeft, payload["iat"]) };
    },
    consume: async (id) => {
      if (await consumeRecord(kind, id)) return;
      throw new errors.InvalidRequestUri("request_uri is invalid, expired, or was already used");
    },
    destroy: async (id) => await deleteRecord(kind, id),
  };
}

function grantPayload({ grantId, payload, secondsLeft }: LiveGrant): AdapterPayload {
  return { ...payload, jti: grantId, ...times(secondsLeft, payload["iat"]) };
}

function tokenPayload(found: FoundToken, jti: string): AdapterPayload {
  const { payload, grant, consumed } = found;
  rememberGrant(grant);
  // One that was used is never "expired": that would hide that it is shown again.
  const secondsLeft = consumed ? Math.max(found.secondsLeft, 1) : found.secondsLeft;
  return {
    ...payload,
    jti,
    ...(grant && { grantId: grant.grantId }),
    consumed,
    ...times(secondsLeft, payload["iat"]),
  };
}

/** The end by our own clock, which the library asks, when it is the database's that judges. */
function times(secondsLeft: number, iat: unknown): { exp: number; iat?: number } {
  const exp = Math.ceil(Date.now() / 1000 + secondsLeft);
  return typeof iat === "number" ? { exp, iat } : { exp };
}

/** What a holder shows is not stored with what it stands for. */
function withoutId({ jti: _, exp: __, consumed: ___, ...payload }: AdapterPayload) {
  return payload;
}

function speaking(storage: Partial<Adapter>): Adapter {
  const none = async () => undefined;
  const { upsert = none, find = none, findByUserCode = none } = storage;
  const { consume = none, destroy = none, revokeByGrantId = none } = storage;
  return {
    upsert: (...args) => speakingProtocol(() => upsert(...args)),
    find: (...args) => speakingProtocol(() => find(...args)),
    findByUserCode: (...args) => speakingProtocol(() => findByUserCode(...args)),
    findByUid: none,
    consume: (...args) => speakingProtocol(() => consume(...args)),
    destroy: (...args) => speakingProtocol(() => destroy(...args)),
    revokeByGrantId: (...args) => speakingProtocol(() => revokeByGrantId(...args)),
  };
}
