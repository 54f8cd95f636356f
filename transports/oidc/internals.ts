import Provider, {
  type AccessToken,
  type AdapterPayload,
  type Client,
  type ClientCredentials,
  errors,
  type Grant,
  type Session,
} from "oidc-provider";
import { consumeToken } from "#domain/grants/consume-token.ts";
import { type FoundToken, findToken } from "#domain/grants/find-token.ts";
import { readGrantId } from "#domain/grants/grant-id.ts";
import { revokeClientToken } from "#domain/grants/revoke.ts";
import type { StoredKind } from "#domain/grants/save-token.ts";
import { newSignedTokenId } from "#domain/grants/token-id.ts";
import { newTenantToken } from "#domain/kernel/tenant-token.ts";
import { isFirstUse } from "#domain/oidc-records/records.ts";
import type { SignedIn } from "#domain/sessions/find.ts";
import { matchesRegistered } from "#domain/sso-clients/redirect-uri-rules.ts";
import { sameBytes, sha256 } from "#platform/hash.ts";
import { HIDDEN, readAccessToken, signAccessToken } from "./access-token.ts";
import { assuranceOf, signedInOn } from "./browser-session.ts";
import { knownClient } from "./client-metadata.ts";
import { speakingProtocol } from "./errors.ts";

/*
 * Everything that we change inside oidc-provider, and nothing else, is in this file. What is relied on:
 * a model's `save` stores the payload of `getValueAndPayload` and returns its value; a model's static
 * `find` is how every endpoint looks something up; `Session.get` is where every browser endpoint begins.
 */

type Model<T> = { prototype: T; instantiate?: (payload: AdapterPayload) => T };

/** Changes what the library does by itself. In: a provider that has served nothing yet. */
export function changeInternals(provider: Provider): void {
  compareHashedSecrets(provider);
  signAccessTokens(provider);
  showSignedTokens(provider);
  nameTheTenant(provider);
  consumeOnce(provider);
  storeGrantsWithCodes(provider);
  followOurSession(provider);
}

/** Secrets are kept as hashes; addresses are compared by the registry's rule. */
function compareHashedSecrets({ Client }: Provider): void {
  replace<Client>(Client.prototype, {
    compareClientSecret(this: Client, shown: string) {
      const hash = sha256(shown);
      return knownClient(this).secretHashes.some((kept) =>
        sameBytes(Buffer.from(kept, "hex"), hash),
      );
    },
    redirectUriAllowed(this: Client, uri: string) {
      return matchesRegistered(this.redirectUris ?? [], uri);
    },
    postLogoutRedirectUriAllowed(this: Client, uri: string) {
      return matchesRegistered(this.postLogoutRedirectUris ?? [], uri);
    },
    // Every token says its session, whether or not the client is told when it ends.
    includeSid: () => true,
  });
}

/** Access tokens are signed and not stored; what is shown is read back from the signature. */
function signAccessTokens(provider: Provider): void {
  const models = [provider.AccessToken, provider.ClientCredentials];
  for (const model of models) {
    const { getValueAndPayload } = model.prototype as unknown as {
      getValueAndPayload: (this: object) => Promise<{ payload: AdapterPayload }>;
    };
    const kind = model === provider.AccessToken ? "AccessToken" : "ClientCredentials";
    replace<AccessToken | ClientCredentials>(model.prototype, {
      generateTokenId(this: AccessToken | ClientCredentials) {
        Object.assign(this, { format: "opaque" });
        const grantId = "grantId" in this ? this.grantId : undefined;
        return newSignedTokenId(tenantOf(this.client), grantId);
      },
      async getValueAndPayload(this: AccessToken | ClientCredentials) {
        const { payload } = await getValueAndPayload.call(this);
        return { value: await signAccessToken(this, payload) };
      },
    });
    replace(model, {
      async find(shown: unknown) {
        const payload = await readAccessToken(shown, kind);
        return payload && (model as unknown as Required<Model<unknown>>).instantiate(payload);
      },
    });
  }
  replace<ClientCredentials>(provider.ClientCredentials.prototype, {
    async destroy(this: ClientCredentials) {
      const client = this.clientId && (await provider.Client.find(this.clientId));
      const { id: ssoClientId = null } = client ? knownClient(client) : {};
      if (ssoClientId === null) return;
      const endsAt = new Date((this.exp ?? 0) * 1000);
      await speakingProtocol(() => revokeClientToken(this.jti, ssoClientId, endsAt));
    },
  });
}

/**
 * Introspection and revocation refuse whatever looks like a JWT, because the library stores no such
 * token. Ours can be looked up, so they must not look like one there.
 */
function showSignedTokens({ OIDCContext }: { OIDCContext?: { prototype: object } }): void {
  if (!OIDCContext) throw new Error("oidc-provider has no OIDCContext any more");
  const values = new WeakMap<object, Record<string, unknown> | undefined>();
  Object.defineProperty(OIDCContext.prototype, "params", {
    configurable: true,
    get(this: object) {
      return values.get(this);
    },
    set(this: { route?: string }, params: Record<string, unknown> | undefined) {
      const shown = params?.["token"];
      const isLookedUp = this.route === "introspection" || this.route === "revocation";
      if (params && isLookedUp && typeof shown === "string") {
        params["token"] = shown.includes(".") ? `${HIDDEN}${shown}` : shown;
      }
      values.set(this, params);
    },
  });
}

/** Codes and tokens begin with their tenant, so that one shard is looked in. */
function nameTheTenant(provider: Provider): void {
  for (const model of [provider.AuthorizationCode, provider.RefreshToken, provider.DeviceCode]) {
    replace<{ client?: Client | undefined; grantId?: string }>(model.prototype, {
      generateTokenId(this: { client?: Client | undefined; grantId?: string }) {
        // The command line is of no tenant, but the grant is of the person's.
        const grant = readGrantId(this.grantId ?? "");
        return newTenantToken(grant?.tenantId ?? tenantOf(this.client)).reveal();
      },
    });
  }
}

/** One of many that show the same code or token at once gets an answer; the others end its family. */
function consumeOnce(provider: Provider): void {
  const models = [provider.AuthorizationCode, provider.RefreshToken, provider.DeviceCode];
  for (const model of models) {
    replace<{ jti: string; kind: string }>(model.prototype, {
      async consume(this: { jti: string; kind: string }) {
        if (await speakingProtocol(() => consumeToken(this.jti))) return;
        const found = await speakingProtocol(() => findToken(this.kind as StoredKind, this.jti));
        await endFamilyOf(provider, found);
        throw new errors.InvalidGrant("this was used already, or it has ended");
      },
    });
  }
  replace(provider.ReplayDetection, {
    unique: (issuer: string, id: string, exp: number) => {
      const lifetimeSeconds = Math.max(1, Math.ceil(exp - Date.now() / 1000));
      return speakingProtocol(() => isFirstUse(JSON.stringify([issuer, id]), lifetimeSeconds));
    },
  });
}

async function endFamilyOf(provider: Provider, found: FoundToken | null): Promise<void> {
  if (!found?.consumed || !found.grant) return;
  await provider.AccessToken.adapter.revokeByGrantId(found.grant.grantId);
}

/** A grant is stored when the first code rests on it, and not for a request that comes to nothing. */
function storeGrantsWithCodes(provider: Provider): void {
  const stored = new WeakSet<Grant>();
  widenPayload(provider.Grant, ["gatehouse", "claims", "sid"]);
  for (const model of [provider.AuthorizationCode, provider.DeviceCode]) {
    const save = model.prototype.save;
    replace<{ accountId?: string }>(model.prototype, {
      async save(this: { accountId?: string }) {
        const grant = Provider.ctx?.oidc?.entities.Grant;
        if (grant && this.accountId !== undefined && !stored.has(grant)) {
          await grant.save();
          stored.add(grant);
        }
        return await Reflect.apply(save, this, []);
      },
    });
  }
}

/**
 * The library's session is a shadow of ours: who is signed in, since when and how surely is read from
 * our own session at each request, so that it begins, changes and ends with it.
 */
function followOurSession(provider: Provider): void {
  const { Session } = provider;
  const get = Session.get.bind(Session);
  replace(Session, {
    async get(ctx: Parameters<typeof get>[0]) {
      const session = await get(ctx);
      follow(session, await speakingProtocol(() => signedInOn(ctx.req)));
      return session;
    },
  });
}

function follow(session: Session, signedIn: SignedIn | null): void {
  if (session.accountId !== undefined && session.accountId !== signedIn?.actor.userId) {
    // Somebody else, or nobody: what the library knew was about another person.
    for (const name of ["accountId", "authorizations", "acr", "amr", "loginTs"]) {
      Reflect.deleteProperty(session, name);
    }
  }
  if (!signedIn) return;
  Object.assign(session, {
    accountId: signedIn.actor.userId,
    ...assuranceOf(signedIn),
    // Kept from the first request on: what is asked of the person comes back to this very session.
    touched: true,
  });
}

function widenPayload(model: object, names: readonly string[]): void {
  const known: readonly string[] = Reflect.get(model, "IN_PAYLOAD");
  Object.defineProperty(model, "IN_PAYLOAD", {
    configurable: true,
    get: () => [...known, ...names],
  });
}

function tenantOf(client: Client | undefined): string {
  if (!client) throw new Error("A token is made for a client");
  return knownClient(client).tenantId;
}

/** Puts functions of ours over the library's. The names are checked: an update may have moved them. */
function replace<This>(
  target: object,
  functions: Record<string, (this: This, ...args: never) => unknown>,
) {
  for (const [name, value] of Object.entries(functions)) {
    if (!(name in target)) throw new Error(`oidc-provider has no ${name} here any more`);
    Object.defineProperty(target, name, { configurable: true, writable: true, value });
  }
}
