import { z } from "zod";
import { defineList } from "#domain/kernel/list.ts";

const text = z.string().trim().max(200, "At most 200 characters.").optional();
const time = z.iso
  .datetime({ offset: true, error: "Use an ISO 8601 time with a zone, like 2026-01-31T00:00:00Z." })
  .or(z.iso.date())
  .transform((value) => new Date(value))
  .optional();

/** What the audit log can be asked: who, what, to what, how it ended, and when. */
export const auditEventList = defineList({
  sort: ["at"],
  defaultSort: "-at",
  filters: {
    action: text,
    /** An actor's id or name. */
    actor: text,
    /** A target's id or name. */
    target: text,
    outcome: z.enum(["success", "denied", "failure"]).optional(),
    since: time,
    until: time,
  },
});

/** Ids of events are UUIDs of version 7, which begin with the time. */
export const auditEventInput = z.object({ id: z.uuidv7("This is not an event's id.") });
