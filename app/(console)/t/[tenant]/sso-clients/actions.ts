"use server";

import { defineAction } from "#app/_lib/define-action.ts";
import { createSsoClient } from "#domain/sso-clients/create.ts";
import { deleteSsoClient } from "#domain/sso-clients/delete.ts";
import { retireSsoClientSecret } from "#domain/sso-clients/retire-secret.ts";
import { rotateSsoClientSecret } from "#domain/sso-clients/rotate-secret.ts";
import { updateSsoClient } from "#domain/sso-clients/update.ts";
import { clientToForm, readClientForm } from "./client-facts.ts";

const listOf = (tenant: string) => `/t/${tenant}/sso-clients`;
const pageOf = (tenant: string, id: string) => `${listOf(tenant)}/${id}`;

/** The one answer that has the secret; a client without one leads to its page. */
export const createClientAction = defineAction(createSsoClient, {
  read: readClientForm,
  data: ({ client: { id, name, clientId }, clientSecret }) =>
    clientSecret ? { id, name, clientId, secret: clientSecret.reveal() } : null,
  goTo: ({ client, clientSecret }, tenant) => (clientSecret ? null : pageOf(tenant, client.id)),
});
export const updateClientAction = defineAction(updateSsoClient, {
  read: readClientForm,
  toForm: clientToForm,
  goTo: ({ id }, tenant) => pageOf(tenant, id),
});
export const switchClientAction = defineAction(updateSsoClient);
export const rotateClientSecretAction = defineAction(rotateSsoClientSecret, {
  data: ({ client: { id, name, clientId }, clientSecret }) => ({
    id,
    name,
    clientId,
    secret: clientSecret.reveal(),
  }),
});
export const retireClientSecretAction = defineAction(retireSsoClientSecret, {
  goTo: ({ id }, tenant) => pageOf(tenant, id),
});
export const deleteClientAction = defineAction(deleteSsoClient, {
  goTo: (_, tenant) => listOf(tenant),
});
