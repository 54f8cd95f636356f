import { z } from "zod";
import { defineList, searchText } from "#domain/kernel/list.ts";
import { versionInput } from "#domain/kernel/version-input.ts";

const word = (label: string, max: number) =>
  z
    .string(`Enter the ${label}.`)
    .trim()
    .min(1, `Enter the ${label}.`)
    .max(max, `The ${label} has at most ${max} characters.`)
    .refine((value) => !/\p{Cc}/u.test(value), `The ${label} has no control characters.`);

const many = <Item extends z.ZodType>(item: Item, what: string) =>
  z.array(item, `Enter ${what}, one a line.`).max(100, `At most 100 ${what}.`).optional();

export const policyEffects = ["allow", "deny"] as const;
const effect = z.enum(policyEffects, 'An effect is "allow" or "deny".');

/** A form's text counts as a number. */
const aal = z.coerce
  .number("An assurance level is 1 or 2.")
  .pipe(z.literal([1, 2], "An assurance level is 1 or 2."));

/** What a policy asks for; a list left out or empty asks for nothing. */
const conditions = {
  enabled: z.boolean("Use true or false.").optional(),
  roles: many(word("role", 60), "roles"),
  teamIds: many(z.uuid("This is not a team id."), "teams"),
  /** People by their ids or email addresses. */
  userIds: many(word("person", 400), "people"),
  clientIds: many(word("client id", 100), "client ids"),
  clientTags: many(word("tag", 60), "tags"),
  aal: aal.nullable().optional(),
  networks: many(word("network", 60), "networks"),
  networksMatch: z.enum(["inside", "outside"], 'Networks match "inside" or "outside".').optional(),
};

const name = word("name", 120);

export const createPolicyInput = z.object({ name, effect, ...conditions });

export const policyKeyInput = z.object({ id: z.uuid("This is not a policy id.") });

export const updatePolicyInput = policyKeyInput.extend({
  name: name.optional(),
  effect: effect.optional(),
  ...conditions,
  version: versionInput,
});

export const setPolicyDefaultInput = z.object({ effect });

/** Somebody and a client, as an admin names them, and the circumstances to ask about. */
export const explainAccessInput = z.object({
  user: word("email address", 400),
  clientId: word("client id", 100),
  aal: aal.optional(),
  /** The address that the person would come from. */
  address: z.union([z.ipv4(), z.ipv6()], "This is no IP address.").optional(),
});

/** What the list of policies can be asked. The search is for a part of the name. */
export const policyList = defineList({
  sort: ["name", "createdAt", "updatedAt"],
  defaultSort: "name",
  filters: {
    search: searchText,
    effect: effect.optional(),
    enabled: z.enum(["true", "false"], "Use true or false.").optional(),
  },
});
