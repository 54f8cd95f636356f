import { z } from "zod";
import { defineList, searchText } from "#domain/kernel/list.ts";
import { versionInput } from "#domain/kernel/version-input.ts";

const name = z
  .string("Enter a name.")
  .trim()
  .min(1, "Enter a name.")
  .max(200, "A name has at most 200 characters.")
  .refine((text) => !/\p{Cc}/u.test(text), "A name has no control characters.");

/** Slugs that stand in paths of their own, or that would mislead in an address. */
const reservedSlugs = new Set([
  "platform",
  "api",
  "auth",
  "admin",
  "account",
  "setup",
  "new",
  "v1",
]);

export const newTenantSlug = z
  .string("Enter a slug.")
  .min(2, "A slug has at least 2 characters.")
  .max(63, "A slug has at most 63 characters.")
  .regex(
    /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])$/,
    "Use lower-case letters, digits and hyphens, with no hyphen at either end.",
  )
  .refine((slug) => !reservedSlugs.has(slug), "This slug is reserved. Choose another one.");

export const createTenantInput = z.object({ slug: newTenantSlug, name });

export const reasonInput = z
  .string("Give the reason.")
  .trim()
  .min(1, "Give the reason.")
  .max(500, "A reason has at most 500 characters.");

export const updateTenantInput = z.object({
  version: versionInput,
  name: name.optional(),
  status: z.enum(["active", "suspended"], 'A status is "active" or "suspended".').optional(),
  appFallback: z.enum(["allowed", "denied"], 'Use "allowed" or "denied".').optional(),
  ssoEnforced: z.boolean("Use true or false.").optional(),
  /** Why an operator suspends the tenant, or sets aside the rule for enforcing SSO. */
  reason: reasonInput.optional(),
  sessionLifetimeHours: z
    .number("Enter a number of hours.")
    .int("Enter whole hours.")
    .min(1, "At least 1 hour.")
    .max(720, "At most 720 hours (30 days).")
    .optional(),
  sessionIdleMinutes: z
    .number("Enter a number of minutes.")
    .int("Enter whole minutes.")
    .min(5, "At least 5 minutes.")
    .max(43_200, "At most 43,200 minutes (30 days).")
    .optional(),
});

/** What the list of tenants can be asked. The search is for a part of the slug or the name. */
export const tenantList = defineList({
  sort: ["slug", "name", "domains", "providers", "lastSignInAt", "createdAt"],
  defaultSort: "slug",
  filters: {
    search: searchText,
    status: z.enum(["active", "suspended"], 'A status is "active" or "suspended".').optional(),
  },
});
