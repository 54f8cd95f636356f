import type { Adapter, AdapterPayload } from "oidc-provider";

type Row = { payload: AdapterPayload; expiresAtMs: number };

/** What oidc-provider keeps, in memory. One storage serves all directories of a stand-in. */
export type Storage = {
  adapter(model: string, onSave: (model: string, id: string) => void): Adapter;
};

const sweepAboveRows = 5_000;

/** @param findClient gives a client's registered metadata, or undefined. */
export function createStorage(
  findClient: (clientId: string) => AdapterPayload | undefined,
): Storage {
  const rows = new Map<string, Row>();

  const read = (key: string): AdapterPayload | undefined => {
    const row = rows.get(key);
    return row !== undefined && row.expiresAtMs > Date.now() ? row.payload : undefined;
  };

  const sweep = () => {
    if (rows.size < sweepAboveRows) return;
    for (const [key, row] of rows) if (row.expiresAtMs <= Date.now()) rows.delete(key);
  };

  return {
    adapter: (model, onSave) => {
      const key = (id: string) => `${model}:${id}`;
      const findBy = (matches: (payload: AdapterPayload) => boolean) => {
        for (const [rowKey, row] of rows) {
          if (rowKey.startsWith(`${model}:`) && matches(row.payload)) return read(rowKey);
        }
        return undefined;
      };
      return {
        upsert: async (id, payload, expiresInSeconds) => {
          sweep();
          const expiresAtMs =
            expiresInSeconds === undefined ? Infinity : Date.now() + expiresInSeconds * 1000;
          rows.set(key(id), { payload, expiresAtMs });
          onSave(model, id);
        },
        find: async (id) => (model === "Client" ? findClient(id) : read(key(id))),
        findByUid: async (uid) => findBy((payload) => payload.uid === uid),
        findByUserCode: async (userCode) => findBy((payload) => payload.userCode === userCode),
        consume: async (id) => {
          const payload = read(key(id));
          if (payload !== undefined) payload.consumed = Math.floor(Date.now() / 1000);
        },
        destroy: async (id) => {
          rows.delete(key(id));
        },
        revokeByGrantId: async (grantId) => {
          for (const [rowKey, row] of rows)
            if (row.payload.grantId === grantId) rows.delete(rowKey);
        },
      };
    },
  };
}
