import { z } from "zod";
import { defineList, searchText } from "#domain/kernel/list.ts";
import { versionInput } from "#domain/kernel/version-input.ts";
import { providerKinds } from "./kinds.ts";

const text = (label: string, max: number) =>
  z
    .string(`Enter the ${label}.`)
    .trim()
    .min(1, `Enter the ${label}.`)
    .max(max, `The ${label} has at most ${max} characters.`)
    .refine((value) => !/[\p{Cc}]/u.test(value), `The ${label} has no control characters.`);

/** RFC 6749 appendix A.1 and A.2: visible ASCII and spaces. */
const visibleAscii = (label: string, max: number) =>
  text(label, max).refine((value) => /^[\x20-\x7e]+$/.test(value), `The ${label} is plain ASCII.`);

export const clientSecretInput = visibleAscii("client secret", 2_048);
const expiresAt = z.iso.datetime({
  offset: true,
  error: "Use an ISO 8601 time with a zone, like 2027-01-31T00:00:00Z.",
});

export const setProviderInput = z.object({
  version: versionInput,
  kind: z.enum(providerKinds, `A provider is one of ${providerKinds.join(", ")}.`),
  /** Which custom provider is meant, and what people see; vendors have names of their own. */
  name: text("name", 60).optional(),
  issuer: text("issuer", 500).nullable().optional(),
  clientId: visibleAscii("client id", 512),
  clientSecret: clientSecretInput.optional(),
  secretExpiresAt: expiresAt.nullable().optional(),
  directoryIds: z
    .array(z.guid("A directory id is a UUID, as the Entra admin center shows it.").toLowerCase())
    .max(100, "At most 100 directories.")
    .optional(),
  trustEmail: z.boolean("Use true or false.").optional(),
  enabled: z.boolean("Use true or false.").optional(),
});

/** A provider by its id, or by its kind when the tenant has one of that kind. */
export const providerKeyInput = z.object({ provider: text("provider", 60) });

export const rotateSecretInput = providerKeyInput.extend({
  clientSecret: clientSecretInput,
  secretExpiresAt: expiresAt.nullable().optional(),
});

/** What the list of providers can be asked. The search is for a part of the name. */
export const providerList = defineList({
  sort: ["createdAt", "name", "kind", "lastSignInAt"],
  defaultSort: "createdAt",
  filters: {
    search: searchText,
    kind: z.enum(providerKinds, `A provider is one of ${providerKinds.join(", ")}.`).optional(),
  },
});

/**
 * What the board of ending secrets can be asked. The search is for a tenant or a provider. Within 0
 * days are those that ended; they are within every other number of days as well.
 */
export const secretExpiryList = defineList({
  sort: ["expiresAt", "tenant"],
  defaultSort: "expiresAt",
  filters: {
    search: searchText,
    withinDays: z.coerce.number("Use a number of days.").int().min(0).max(3_650).optional(),
  },
});
