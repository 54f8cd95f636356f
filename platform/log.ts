import { pino } from "pino";
import { env } from "./env.ts";
import { hiddenNames, redactFields, withoutParameters } from "./redact.ts";
import { lazySingleton } from "./singleton.ts";

/**
 * The log: JSON lines on stdout, at LOG_LEVEL. Message and fields pass through `redact.ts`; still, a message is
 * best a constant sentence, with what varies in the fields.
 */
export const log = lazySingleton("log", () => createLog());

/** A log of its own: `destination` gets each line (tests). */
export function createLog(destination: { write(line: string): void } = pino.destination(1)) {
  return pino(
    {
      level: env.LOG_LEVEL,
      base: null,
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: {
        level: (label) => ({ level: label }),
        log: (fields) => redactFields(fields),
      },
      // The fields of a child log reach no formatter.
      redact: { paths: hiddenNames, censor: "[redacted]" },
      // `redactFields` has described the error already; pino's own serializer would start over.
      serializers: { err: (described: unknown) => described },
      hooks: {
        logMethod(args, method) {
          const [first, ...rest] = args.map((arg) =>
            typeof arg === "string" ? withoutParameters(arg) : arg,
          );
          // pino would take the error's own message, unredacted, for the line's.
          const text = first instanceof Error && rest.length === 0 ? ["unexpected error"] : rest;
          Reflect.apply(method, this, [first, ...text]);
        },
      },
    },
    destination,
  );
}
