import { z } from "zod";
import { getProvider } from "#domain/identity-providers/get.ts";
import { listProviders } from "#domain/identity-providers/list.ts";
import { removeProvider } from "#domain/identity-providers/remove.ts";
import {
  retireOldProviderSecret,
  rotateProviderSecret,
  withdrawNewProviderSecret,
} from "#domain/identity-providers/rotate-secret.ts";
import { setProvider } from "#domain/identity-providers/set.ts";
import { testProvider } from "#domain/identity-providers/test-connection.ts";
import { pageOf, providerObject } from "./objects.ts";
import { type Route, route } from "./route.ts";

const many = "/v1/tenants/{slug}/providers";
const one = `${many}/{provider}`;

export const providerRoutes: readonly Route[] = [
  route({
    method: "get",
    path: many,
    summary: "List identity providers",
    operation: listProviders,
    output: pageOf(providerObject),
  }),
  route({
    method: "post",
    path: many,
    summary: "Set an identity provider up, or change the one of its kind and name",
    operation: setProvider,
    output: providerObject,
    status: 201,
  }),
  route({
    method: "put",
    path: `${many}/{kind}`,
    summary: "Set an identity provider up, or change it",
    operation: setProvider,
    output: providerObject,
  }),
  route({
    method: "get",
    path: one,
    summary: "Get an identity provider",
    operation: getProvider,
    output: providerObject.extend({ redirectUri: z.string() }),
  }),
  route({
    method: "delete",
    path: one,
    summary: "Remove an identity provider",
    operation: removeProvider,
  }),
  route({
    method: "post",
    path: `${one}/test`,
    summary: "Test the connection, and keep what came of it",
    operation: testProvider,
    output: providerObject,
  }),
  route({
    method: "post",
    path: `${one}/rotate-secret`,
    summary: "Add a second live secret",
    operation: rotateProviderSecret,
    output: providerObject,
  }),
  route({
    method: "post",
    path: `${one}/retire-old-secret`,
    summary: "Forget the older of two secrets",
    operation: retireOldProviderSecret,
    output: providerObject,
  }),
  route({
    method: "post",
    path: `${one}/withdraw-new-secret`,
    summary: "Take back the newer of two secrets",
    operation: withdrawNewProviderSecret,
    output: providerObject,
  }),
];
