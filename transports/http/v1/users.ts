import { endSessionsOfUser } from "#domain/sessions/end-of-user.ts";
import { inviteUser, inviteUserAgain } from "#domain/user-links/invite-user.ts";
import { sendPasswordReset } from "#domain/user-links/send-password-reset.ts";
import { createUser } from "#domain/users/create.ts";
import { deleteUser } from "#domain/users/delete.ts";
import { getUser } from "#domain/users/get.ts";
import { listUsers } from "#domain/users/list.ts";
import { restoreUser, suspendUser } from "#domain/users/set-status.ts";
import { updateUser } from "#domain/users/update.ts";
import { listedUserObject, pageOf, userObject } from "./objects.ts";
import { type Route, route } from "./route.ts";

const many = "/v1/tenants/{slug}/users";
const one = `${many}/{id}`;

export const userRoutes: readonly Route[] = [
  route({
    method: "get",
    path: many,
    summary: "List users",
    operation: listUsers,
    output: pageOf(listedUserObject),
  }),
  route({
    method: "post",
    path: many,
    summary: "Create a user",
    operation: createUser,
    output: userObject,
    status: 201,
  }),
  route({
    method: "get",
    path: one,
    summary: "Get a user",
    operation: getUser,
    output: userObject,
  }),
  route({
    method: "post",
    path: `${many}/invitations`,
    summary: "Invite somebody by mail",
    operation: inviteUser,
    output: userObject,
    status: 201,
  }),
  route({
    method: "post",
    path: `${one}/invite`,
    summary: "Mail a new invitation",
    operation: inviteUserAgain,
    output: userObject,
  }),
  route({
    method: "post",
    path: `${one}/reset-password`,
    summary: "Mail a link that sets a new password",
    operation: sendPasswordReset,
  }),
  route({
    method: "patch",
    path: one,
    summary: "Change a user's name and roles",
    operation: updateUser,
    output: userObject,
  }),
  route({
    method: "delete",
    path: `${one}/sessions`,
    summary: "End a user's sessions",
    operation: endSessionsOfUser,
  }),
  route({
    method: "delete",
    path: one,
    summary: "Delete a user",
    operation: deleteUser,
  }),
  route({
    method: "post",
    path: `${one}/suspend`,
    summary: "Suspend a user and end the user's sessions",
    operation: suspendUser,
    output: userObject,
  }),
  route({
    method: "post",
    path: `${one}/restore`,
    summary: "Let a suspended user sign in again",
    operation: restoreUser,
    output: userObject,
  }),
];
