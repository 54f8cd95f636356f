import type { ConnectRouter } from "@connectrpc/connect";
import type { z } from "zod";
import { createSsoClient } from "#domain/sso-clients/create.ts";
import { deleteSsoClient } from "#domain/sso-clients/delete.ts";
import { getSsoClient } from "#domain/sso-clients/get.ts";
import { listSsoClients } from "#domain/sso-clients/list.ts";
import type {
  createSsoClientInput,
  ssoClientList,
  updateSsoClientInput,
} from "#domain/sso-clients/schemas.ts";
import { updateSsoClient } from "#domain/sso-clients/update.ts";
import { SsoClientService } from "#proto/generated/gatehouse/v1/sso_clients_pb.js";
import { callerContext } from "./caller.ts";
import { changes, clientMessage, creation, question } from "./sso-client-messages.ts";

/** The five calls of the registry: each an operation, which parses what the message says. */
export function addSsoClientService(router: ConnectRouter): void {
  router.service(SsoClientService, {
    listSsoClients: async (request, call) => {
      const ctx = await callerContext(call, request.tenant);
      const asked = question(request) as z.input<typeof ssoClientList.input>;
      const { items, nextCursor } = await listSsoClients(ctx, asked);
      return { ssoClients: items.map(clientMessage), nextCursor: nextCursor ?? "" };
    },
    createSsoClient: async (request, call) => {
      const ctx = await callerContext(call, request.tenant);
      const input = creation(request) as z.input<typeof createSsoClientInput>;
      const { client, clientSecret } = await createSsoClient(ctx, input);
      return {
        ssoClient: clientMessage(client),
        ...(clientSecret && { clientSecret: clientSecret.reveal() }),
      };
    },
    getSsoClient: async ({ tenant, clientId }, call) => {
      const ctx = await callerContext(call, tenant);
      const { secrets: _, ...client } = await getSsoClient(ctx, { clientId });
      return { ssoClient: clientMessage(client) };
    },
    updateSsoClient: async (request, call) => {
      const ctx = await callerContext(call, request.tenant);
      const input = changes(request) as z.input<typeof updateSsoClientInput>;
      return { ssoClient: clientMessage(await updateSsoClient(ctx, input)) };
    },
    deleteSsoClient: async ({ tenant, clientId }, call) => {
      await deleteSsoClient(await callerContext(call, tenant), { clientId });
      return {};
    },
  });
}
