"use server";

import { defineAction } from "#app/_lib/define-action.ts";
import { sendTestMail } from "#domain/mail-messages/send-test.ts";

export const sendTestMailAction = defineAction(sendTestMail);
