import { z } from "zod";

/** Whose: of one person, or to one client of the context's tenant. */
export const listLogoutDeliveriesInput = z.union([
  z.object({ userId: z.uuid("This is not a user id.") }),
  z.object({ ssoClientId: z.uuid("This is not a client's id.") }),
]);
