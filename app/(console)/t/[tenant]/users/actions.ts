"use server";

import type { z } from "zod";
import { defineAction } from "#app/_lib/define-action.ts";
import { defineBulkAction } from "#app/_lib/define-bulk-action.ts";
import { withdrawConsentOfUser } from "#domain/consents/withdraw-of-user.ts";
import type { Context } from "#domain/kernel/context.ts";
import type { Operation } from "#domain/kernel/operation.ts";
import { endSessionsOfUser } from "#domain/sessions/end-of-user.ts";
import { inviteUser, inviteUserAgain } from "#domain/user-links/invite-user.ts";
import { sendPasswordReset } from "#domain/user-links/send-password-reset.ts";
import { deleteUser } from "#domain/users/delete.ts";
import { listUsers } from "#domain/users/list.ts";
import { userList } from "#domain/users/schemas.ts";
import { restoreUser, suspendUser } from "#domain/users/set-status.ts";
import { unlinkIdentity } from "#domain/users/unlink-identity.ts";
import { updateUser } from "#domain/users/update.ts";

const pageOf = (tenant: string, id: string) => `/t/${tenant}/users/${id}`;
const listOf = (tenant: string) => `/t/${tenant}/users`;

const everyUser = {
  list: listUsers,
  fromUrl: userList.fromUrl,
  idOf: ({ id }: { id: string }) => id,
  nameOf: ({ email }: { email: string }) => email,
};

export const inviteUserAction = defineAction(inviteUser, {
  goTo: ({ id }, tenant) => pageOf(tenant, id),
});
export const inviteAgainAction = defineAction(inviteUserAgain);
export const sendPasswordResetAction = defineAction(sendPasswordReset);
export const updateUserAction = defineAction(updateUser);
export const suspendUserAction = defineAction(suspendUser);
export const restoreUserAction = defineAction(restoreUser);
export const deleteUserAction = defineAction(deleteUser, {
  goTo: (_, tenant) => listOf(tenant),
});
export const suspendUsersAction = defineBulkAction(
  suspendUser,
  (id) => ({ input: { id } }),
  everyUser,
);
export const restoreUsersAction = defineBulkAction(
  restoreUser,
  (id) => ({ input: { id } }),
  everyUser,
);
export const endSessionAction = defineAction(endSessionsOfUser);
export const endSessionsAction = defineAction(ofPerson(endSessionsOfUser), {
  goTo: ({ id }, tenant) => pageOf(tenant, id),
});
export const withdrawConsentAction = defineAction(withdrawConsentOfUser);
export const unlinkIdentityAction = defineAction(ofPerson(unlinkIdentity), {
  goTo: ({ id }, tenant) => pageOf(tenant, id),
});

/** The same operation, whose result says whose it was: the way back from a dialog. */
function ofPerson<Schema extends z.ZodType<{ id: string }, { id: string }>>(
  operation: Operation<Schema, unknown>,
) {
  const operate = async (ctx: Context, input: z.input<Schema>) => {
    await operation(ctx, input);
    return { id: input.id };
  };
  return Object.assign(operate, { permission: operation.permission, input: operation.input });
}
