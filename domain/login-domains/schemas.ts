import { z } from "zod";
import { defineList, searchText } from "#domain/kernel/list.ts";
import { versionInput } from "#domain/kernel/version-input.ts";

export const domainInput = z.object({
  domain: z.string("Enter a domain.").max(1_000, "A domain has at most 253 characters."),
});

const providers = z
  .array(z.string().max(60), "List providers by kind, name or id; null offers all.")
  .max(50, "At most 50 providers.")
  .nullable();

export const addDomainInput = domainInput.extend({
  wildcard: z.boolean("Use true or false.").optional(),
  providers: providers.optional(),
  /** An operator's reason for taking the domain's ownership on trust. */
  vouch: z
    .string()
    .trim()
    .min(1, "Give the reason for vouching.")
    .max(500, "A reason has at most 500 characters.")
    .optional(),
});

export const updateDomainInput = domainInput.extend({
  version: versionInput,
  wildcard: z.boolean("Use true or false.").optional(),
  providers: providers.optional(),
  active: z.boolean("Use true or false.").optional(),
});

/** What the list of login domains can be asked. The search is for a part of the domain. */
export const domainList = defineList({
  sort: ["domain", "status", "createdAt", "verifiedAt"],
  defaultSort: "domain",
  filters: {
    search: searchText,
    status: z.enum(["pending", "verified"], 'A status is "pending" or "verified".').optional(),
  },
});
