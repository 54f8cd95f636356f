import { and, asc, eq, gt, inArray } from "drizzle-orm";
import { channelIsLive, onInvalidation } from "#db/channel.ts";
import { database } from "#db/client.ts";
import { loginDomains, verifiedDomains } from "#db/schema/login-domains.ts";
import { log } from "#platform/log.ts";
import { singleton } from "#platform/singleton.ts";

/** A verified claim, without its tenant's part. */
export type IndexedClaim = {
  domain: string;
  tenantId: string;
  wildcard: boolean;
  active: boolean;
  providerIds: readonly string[] | null;
};

/** Some 200 bytes each. An installation with more asks the database, by its prepared statement. */
const MOST_CLAIMS = 500_000;
const ROWS_A_PAGE = 5_000;
const DOMAINS_A_BATCH = 500;
const RETRY_MS = 5_000;
/** Whether an installation that had too many has fewer now. */
const LOOK_AGAIN_MS = 15 * 60_000;
/** Changes often come in groups; until then the changed domains are asked of the database. */
const CATCH_UP_MS = 100;
const TAG = "domain:";

const index = () => singleton("claim-index", createIndex);

/**
 * Starts holding every verified claim in memory, read in the background and kept true by NOTIFY. So
 * a domain that nobody claimed costs no statement either: such domains are most of what strangers
 * ask for, and no bounded cache would know them.
 */
export function startClaimIndex(): void {
  index().start();
}

/** The verified claims on `candidates`, from memory; null when memory cannot be trusted just now. */
export function indexedClaims(candidates: readonly string[]): IndexedClaim[] | null {
  return index().find(candidates);
}

function createIndex() {
  let claims: Map<string, IndexedClaim[]> | null = null;
  /** Counts what made everything unknown, so that a reading which one overtook is dropped. */
  let epoch = 0;
  /** Domains that changed and were not read again yet, each with the number of its change. */
  const changed = new Map<string, number>();
  let changes = 0;
  let scheduled = false;
  let tooMany = false;

  const forgetAll = () => {
    claims = null;
    epoch += 1;
    changed.clear();
  };

  const readAll = async () => {
    const began = epoch;
    const read = new Map<string, IndexedClaim[]>();
    for (let last = "", more = true; more; ) {
      const rows = await readPage(last);
      for (const row of rows) read.set(row.domain, [...(read.get(row.domain) ?? []), row]);
      more = rows.length === ROWS_A_PAGE && read.size <= MOST_CLAIMS;
      last = rows.at(-1)?.domain ?? "";
      if (began !== epoch) return;
    }
    tooMany = read.size > MOST_CLAIMS;
    if (!tooMany) claims = read;
  };

  const readChanged = async (known: Map<string, IndexedClaim[]>) => {
    const began = epoch;
    const batch = [...changed].slice(0, DOMAINS_A_BATCH);
    const rows = await readSome(batch.map(([domain]) => domain));
    if (began !== epoch) return;
    for (const [domain, change] of batch) {
      // Changed once more while it was read: it stays unknown, and is read again.
      if (changed.get(domain) !== change) continue;
      changed.delete(domain);
      const found = rows.filter((row) => row.domain === domain);
      if (found.length > 0) known.set(domain, found);
      else known.delete(domain);
    }
  };

  const catchUp = async () => {
    try {
      if (channelIsLive()) await (claims ? readChanged(claims) : readAll());
    } catch (error) {
      forgetAll();
      log.warn({ err: error }, "the claims in memory could not be read");
    }
    scheduled = false;
    if (claims) {
      if (changed.size > 0) schedule(0);
      return;
    }
    // The next reading sees all that was noted so far.
    changed.clear();
    schedule(tooMany ? LOOK_AGAIN_MS : RETRY_MS);
  };
  const schedule = (delayMs: number) => {
    if (!scheduled) setTimeout(catchUp, delayMs).unref();
    scheduled = true;
  };

  return {
    start() {
      onInvalidation((tags) => {
        if (tags === "everything") forgetAll();
        else for (const tag of tags) if (tag.startsWith(TAG)) note(tag.slice(TAG.length));
        schedule(CATCH_UP_MS);
      });
      schedule(0);
    },
    find(candidates: readonly string[]): IndexedClaim[] | null {
      const known = claims;
      if (!known || !channelIsLive()) return null;
      if (changed.size > 0 && candidates.some((one) => changed.has(one))) return null;
      return candidates.flatMap((candidate) => known.get(candidate) ?? []);
    },
  };

  function note(domain: string) {
    changes += 1;
    changed.set(domain, changes);
  }
}

export const claimColumns = {
  domain: verifiedDomains.domain,
  tenantId: verifiedDomains.tenantId,
  wildcard: loginDomains.wildcard,
  active: loginDomains.active,
  providerIds: loginDomains.providerIds,
};

export const ofVerifiedClaim = and(
  eq(loginDomains.tenantId, verifiedDomains.tenantId),
  eq(loginDomains.domain, verifiedDomains.domain),
  eq(loginDomains.status, "verified"),
);

function readPage(after: string): Promise<IndexedClaim[]> {
  return database()
    .select(claimColumns)
    .from(verifiedDomains)
    .innerJoin(loginDomains, ofVerifiedClaim)
    .where(gt(verifiedDomains.domain, after))
    .orderBy(asc(verifiedDomains.domain))
    .limit(ROWS_A_PAGE);
}

function readSome(domains: readonly string[]): Promise<IndexedClaim[]> {
  return database()
    .select(claimColumns)
    .from(verifiedDomains)
    .innerJoin(loginDomains, ofVerifiedClaim)
    .where(inArray(verifiedDomains.domain, [...domains]));
}
