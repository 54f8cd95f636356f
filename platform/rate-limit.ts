import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from "rate-limiter-flexible";
import { createClient } from "redis";
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

/**
 * At most `points` in `durationSeconds` for each key, counted in this process, or for all processes in Redis when
 * REDIS_URL is set. While Redis fails or is slow this process counts for itself. Keys are stored as keyed hashes.
 * `name` identifies the limit: the same name is the same limit everywhere.
 */
export function rateLimit(name: string, limit: Limit): RateLimit {
  // Made as a whole once per process, not at import: the class that `instanceof` names must be the limiter's own.
  return { take: (key) => singleton(`rate-limit:${name}`, () => counting(name, limit)).take(key) };
}

function counting(name: string, limit: Limit): RateLimit {
  const limiter = createLimiter(name, limit);
  return {
    take: async (key) => {
      try {
        await limiter.consume(keyedHash("rate-limit", key));
        return { allowed: true, retryAfterSeconds: 0 };
      } catch (refusal) {
        if (refusal instanceof RateLimiterRes) {
          rateLimited.inc({ limit: name });
          const retryAfterSeconds = Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
          return { allowed: false, retryAfterSeconds };
        }
        // Neither Redis nor memory could count: keeping everybody out would be the greater harm.
        log.error({ err: refusal, limit: name }, "a rate limit could not be counted");
        return { allowed: true, retryAfterSeconds: 0 };
      }
    },
  };
}

function createLimiter(name: string, limit: Limit): RateLimiterMemory | RateLimiterRedis {
  const options = {
    keyPrefix: `gatehouse:limit:${name}`,
    points: limit.points,
    duration: limit.durationSeconds,
  };
  const memory = new RateLimiterMemory(options);
  if (!env.REDIS_URL) return memory;
  return new RateLimiterRedis({
    ...options,
    storeClient: redisClient(env.REDIS_URL),
    useRedisPackage: true,
    rejectIfRedisNotReady: true,
    insuranceLimiter: memory,
  });
}

function redisClient(url: Secret) {
  return singleton("redis", () => {
    const client = createClient({
      url: url.reveal(),
      disableOfflineQueue: true,
      commandOptions: { timeout: redisTimeoutMs },
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
export function closeRateLimits(): void {
  if (env.REDIS_URL) redisClient(env.REDIS_URL).destroy();
}
