import { beforeAll } from "vitest";
import { createPlatformCredential } from "#domain/credentials/create-platform.ts";
import { asOperator } from "#domain/testing/contexts.ts";
import { isApi } from "#transports/http/api-paths.ts";
import { apiHandler, createApi } from "#transports/http/app.ts";
import { type Answer, startFront } from "#transports/http/test-front.ts";

export type ApiCall = {
  body?: unknown;
  /** The body as it is sent, when it is not JSON. */
  text?: string;
  headers?: Readonly<Record<string, string>>;
};

/** For tests on a database: the REST API behind the front server, with the platform's credential. */
export function withApi() {
  let token = "";
  beforeAll(async () => {
    const { secret } = await createPlatformCredential(asOperator(), {});
    token = secret.reveal();
  });
  return async (method: string, path: string, call: ApiCall = {}) => {
    const front = await startFront({ api: apiHandler(createApi()), isApi });
    const body = call.text ?? (call.body === undefined ? undefined : JSON.stringify(call.body));
    const headers = {
      authorization: `Bearer ${token}`,
      ...(body !== undefined && {
        "content-type": "application/json",
        "content-length": String(Buffer.byteLength(body)),
      }),
      ...call.headers,
    };
    const answer = await front.ask(path, { method, headers, ...(body !== undefined && { body }) });
    return { ...answer, json: parsed(answer) };
  };
}

/** The answer's JSON, for tests to look into. */
function parsed({ body }: Answer) {
  return body === "" ? null : JSON.parse(body);
}
