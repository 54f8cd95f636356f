import { z } from "zod";
import { listSigningKeys } from "#domain/signing-keys/list.ts";
import { rotateSigningKeys } from "#domain/signing-keys/rotate.ts";
import { signingKeyObject } from "#domain/signing-keys/schemas.ts";
import { type Route, route } from "./route.ts";

const keysObject = z.object({ items: z.array(signingKeyObject) });

export const signingKeyRoutes: readonly Route[] = [
  route({
    method: "get",
    path: "/v1/signing-keys",
    summary: "List the keys that sign tokens",
    operation: listSigningKeys,
    output: keysObject,
  }),
  route({
    method: "post",
    path: "/v1/signing-keys/rotate",
    summary: "Make new signing keys; after a compromise, withdraw the old ones at once",
    operation: rotateSigningKeys,
    output: keysObject,
  }),
];
