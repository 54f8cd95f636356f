import { Code, ConnectError, type Interceptor } from "@connectrpc/connect";
import { log } from "#platform/log.ts";
import { requestSeconds } from "#platform/metrics.ts";
import { requestInfoKey } from "./caller.ts";
import { statusOfError } from "./status.ts";

/** Nothing that a call does takes longer; a caller who gives up earlier says so. */
const LONGEST_CALL_MS = 30_000;

/**
 * What holds for each call: it ends by the caller's deadline, or ours; its failure becomes a status;
 * it is logged and timed, and its answer names the request's id.
 */
export const callRules: Interceptor = (next) => async (request) => {
  const info = request.contextValues.get(requestInfoKey);
  const startedAt = performance.now();
  const method = `${request.service.typeName}/${request.method.name}`;
  const record = (status: string) => {
    const durationMs = performance.now() - startedAt;
    requestSeconds.observe({ method: "grpc", route: method, status }, durationMs / 1000);
    const { requestId, address } = info;
    log.info({ requestId, method, status, durationMs: Math.round(durationMs), address }, "call");
  };
  try {
    const answer = request.stream
      ? await next(request)
      : await withinDeadline(next(request), request.signal);
    answer.header.set("x-request-id", info.requestId);
    record("ok");
    return answer;
  } catch (error) {
    const status = statusOfError(error, info.requestId);
    status.metadata.set("x-request-id", info.requestId);
    record(Code[status.code]);
    throw status;
  }
};

/** Rejects as soon as the signal or the limit says so; what runs then still comes to its own end. */
async function withinDeadline<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const ended = Promise.withResolvers<never>();
  const passed = () =>
    ended.reject(new ConnectError("The deadline passed.", Code.DeadlineExceeded));
  const end = () => {
    if (signal.reason instanceof ConnectError) ended.reject(signal.reason);
    else passed();
  };
  const timer = setTimeout(passed, LONGEST_CALL_MS);
  signal.addEventListener("abort", end, { once: true });
  try {
    return await Promise.race([work, ended.promise]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", end);
  }
}
