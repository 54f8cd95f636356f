import { create } from "@bufbuild/protobuf";
import { Code, ConnectError } from "@connectrpc/connect";
import { type ErrorCode, GatehouseError } from "#domain/kernel/errors.ts";
import { log } from "#platform/log.ts";
import {
  BadRequestSchema,
  RequestInfoSchema,
  RetryInfoSchema,
} from "#proto/generated/google/rpc/error_details_pb.js";

const statusOf = {
  invalid: Code.InvalidArgument,
  unauthenticated: Code.Unauthenticated,
  forbidden: Code.PermissionDenied,
  not_found: Code.NotFound,
  // What was read before is stale: read again, then try again.
  conflict: Code.Aborted,
  rate_limited: Code.ResourceExhausted,
  unavailable: Code.Unavailable,
} as const satisfies Record<ErrorCode, Code>;

/**
 * The status that says what `error` means, with each field's message, when to try again and the
 * request's id as details. What is no operation's error says nothing, and goes into the log.
 */
export function statusOfError(error: unknown, requestId: string): ConnectError {
  const request = { desc: RequestInfoSchema, value: { requestId } };
  if (error instanceof ConnectError) return error;
  if (!(error instanceof GatehouseError)) {
    log.error({ err: error, requestId }, "a call failed");
    const message = "Gatehouse failed to answer this. The log has the request id.";
    return new ConnectError(message, Code.Internal, undefined, [request]);
  }
  const { code, message, fields, retryAfterSeconds } = error;
  const violations = Object.entries(fields).map(([field, description]) => ({ field, description }));
  const details = [
    ...(violations.length > 0
      ? [{ desc: BadRequestSchema, value: { fieldViolations: violations } }]
      : []),
    ...(retryAfterSeconds === undefined
      ? []
      : [
          {
            desc: RetryInfoSchema,
            value: create(RetryInfoSchema, { retryDelay: { seconds: BigInt(retryAfterSeconds) } }),
          },
        ]),
    request,
  ];
  return new ConnectError(message, statusOf[code], undefined, details);
}
