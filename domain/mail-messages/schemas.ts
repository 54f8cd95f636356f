import { z } from "zod";
import { defineList, searchText } from "#domain/kernel/list.ts";

/** What the outbox can be asked. The search is for a part of the recipient or the subject. */
export const mailMessageList = defineList({
  sort: ["createdAt"],
  defaultSort: "-createdAt",
  filters: {
    search: searchText,
    status: z.enum(["queued", "sent", "logged"]).optional(),
  },
});

export const mailMessageInput = z.object({ id: z.guid("This is not a message id.") });
