import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from "rate-limiter-flexible";
import { env } from "./env.ts";
import { keyedHash } from "./hash.ts";
import { log } from "./log.ts";
import { rateLimited } from "./metrics.ts";
import type { Secret } from "./secret.ts";
import { singleton } from "./singleton.ts";

export type RateLimit = {
  /** Takes one point of `key`; the wait is 0 when allowed. Never throws. */
  take(key: string): Promise<{ allowed: boolean; retryAfterSeconds: number }>;
};

type Limit = { points: number; durationSeconds: number };

const redisTimeoutMs = 250;
// So that a hanging Redis costs one request a second its wait, and not every request.
const redisPauseMs = 1000;

/**
 * At most `points` in `durationSeconds` for each key, counted in this process, or for all processes in Redis when
 * REDIS_URL is set, where keys are stored as keyed hashes. While Redis fails or hangs this process counts for itself.
 * `name` identifies the limit: the same name is the same limit everywhere.
 */
export function rateLimit(name: string, limit: Limit): RateLimit {
  // Made as a whole once per process, not at import: the class that `instanceof` names must be the limiter's own.
  return { take: (key) => singleton(`rate-limit:${name}`, () => counting(name, limit)).take(key) };
}

function counting(name: string, limit: Limit): RateLimit {
  const consume = insured(name, limit);
  return {
    take: async (key) => {
      try {
        await consume(key);
        return { allowed: true, retryAfterSeconds: 0 };
      } catch (refusal) {
        if (refusal instanceof RateLimiterRes) {
          rateLimited.inc({ limit: name });
          const retryAfterSeconds = Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
          return { allowed: false, retryAfterSeconds };
        }
        // Not even memory could count: keeping everybody out would be the greater harm.
        log.error({ err: refusal, limit: name }, "a rate limit could not be counted");
        return { allowed: true, retryAfterSeconds: 0 };
      }
    },
  };
}

/** Consumes one point in Redis, or in memory; rejects with a `RateLimiterRes` when there is none left. */
function insured(name: string, limit: Limit): (key: string) => Promise<unknown> {
  const options = {
    keyPrefix: `gatehouse:limit:${name}`,
    points: limit.points,
    duration: limit.durationSeconds,
  };
  const memory = new RateLimiterMemory(options);
  if (!env.REDIS_URL) return (key) => memory.consume(key);
  const shared = redisClient(env.REDIS_URL).then(
    (storeClient) =>
      new RateLimiterRedis({
        ...options,
        storeClient,
        useRedisPackage: true,
        rejectIfRedisNotReady: true,
      }),
  );
  let sharedAgainAt = 0;
  return async (key) => {
    if (Date.now() < sharedAgainAt) return memory.consume(key);
    try {
      return await inTime(shared.then((limiter) => limiter.consume(keyedHash("rate-limit", key))));
    } catch (refusal) {
      if (refusal instanceof RateLimiterRes) throw refusal;
      sharedAgainAt = Date.now() + redisPauseMs;
      log.warn(
        { err: refusal, limit: name },
        "Redis did not count; this process counts for itself",
      );
      return memory.consume(key);
    }
  };
}

/** Redis's own command timeout ends once the command is written, so a Redis that hangs would hang us. */
async function inTime<T>(work: Promise<T>): Promise<T> {
  const limit = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => limit.reject(new Error(`Redis took more than ${redisTimeoutMs} ms`)),
    redisTimeoutMs,
  );
  try {
    return await Promise.race([work, limit.promise]);
  } finally {
    clearTimeout(timer);
  }
}

function redisClient(url: Secret) {
  return singleton("redis", async () => {
    // Some 700 modules, which a start without Redis does not wait for.
    const { createClient } = await import("redis");
    const client = createClient({
      url: url.reveal(),
      disableOfflineQueue: true,
      socket: {
        connectTimeout: 2000,
        reconnectStrategy: (retries) => Math.min(100 * 2 ** retries, 5000),
      },
    });
    client.on("error", (error: unknown) => log.warn({ err: error }, "Redis is not reachable"));
    client.connect().catch((error: unknown) => log.warn({ err: error }, "Redis did not connect"));
    return client;
  });
}

/** Ends the connection to Redis, if there is one, so that the process can end. */
export async function closeRateLimits(): Promise<void> {
  if (env.REDIS_URL) (await redisClient(env.REDIS_URL)).destroy();
}
