import { z } from "zod";
import { createTenantInput } from "#domain/tenants/schemas.ts";
import { personName } from "#domain/users/schemas.ts";

/** What the setup asks of the first operator, in this order. */
export const wizardSteps = ["address", "mail", "tenant"] as const;

export type WizardStep = (typeof wizardSteps)[number];

/** With the other fields' problems, not after them. */
const atOnce = {
  when: ({ value }: { value: unknown }) => value !== null && typeof value === "object",
};
const isInvited = (input: { admin?: unknown }) => input.admin === "invite";

/** The first tenant, with somebody to administer it, or the operator alone for now. */
export const firstTenantInput = createTenantInput
  .extend({
    admin: z.enum(["invite", "self"], "Choose who sets the tenant up."),
    adminName: z.string().optional(),
    adminEmail: z.string().trim().optional(),
  })
  .refine((input) => !isInvited(input) || personName.safeParse(input.adminName).success, {
    path: ["adminName"],
    error: "Enter the admin's name.",
    ...atOnce,
  })
  .refine((input) => !isInvited(input) || Boolean(input.adminEmail), {
    path: ["adminEmail"],
    error: "Enter the admin's email address.",
    ...atOnce,
  });
