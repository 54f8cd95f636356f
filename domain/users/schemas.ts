import { z } from "zod";
import { defineList, searchText } from "#domain/kernel/list.ts";
import { versionInput } from "#domain/kernel/version-input.ts";

export const tenantRoles = ["admin", "approver", "auditor", "member"] as const;

/** NIST SP 800-63B-4 section 3.1.1.2: length counts, composition rules do not. */
export const newPassword = z
  .string("Enter a password.")
  .refine((text) => [...text.normalize("NFC")].length >= 12, "Use at least 12 characters.")
  .refine((text) => text.length <= 512, "A password has at most 512 characters.");

export const personName = z
  .string("Enter a name.")
  .trim()
  .min(1, "Enter a name.")
  .max(200, "A name has at most 200 characters.")
  .refine((text) => !/\p{Cc}/u.test(text), "A name has no control characters.");

const roles = z.array(z.string()).min(1, "Choose at least one role.").max(20, "At most 20 roles.");

export const createUserInput = z.object({
  email: z.string("Enter an email address."),
  name: personName,
  roles: roles.optional(),
  password: newPassword.optional(),
});

export const inviteUserInput = z.object({
  email: z.string("Enter an email address.").trim().min(1, "Enter an email address."),
  name: personName,
  roles: roles.optional(),
});

export const updateProfileInput = z.object({ name: personName, version: versionInput });

export const changePasswordInput = z.object({
  currentPassword: z
    .string("Enter your current password.")
    .min(1, "Enter your current password.")
    .max(512, "A password has at most 512 characters."),
  newPassword,
});

export const userIdInput = z.object({ id: z.uuid("This is not a user id.") });

export const updateUserInput = userIdInput.extend({
  version: versionInput,
  name: personName.optional(),
  roles: roles.optional(),
});

/** What the list of users can be asked. The search is for the start of an email, an id or of names. */
export const userList = defineList({
  sort: ["email", "name", "lastSignInAt", "createdAt"],
  defaultSort: "email",
  filters: {
    search: searchText,
    status: z.enum(["active", "suspended"], 'A status is "active" or "suspended".').optional(),
    role: z.string().max(60).optional(),
  },
});
