"use server";

import { defineAction } from "#app/_lib/define-action.ts";
import { readMail } from "#domain/mail-messages/read.ts";

export const readMailAction = defineAction(readMail, { data: ({ body }) => ({ body }) });
