import { expect, test } from "vitest";
import { withOwnDatabase } from "#db/test-connection.ts";
import { updateTenant } from "#domain/tenants/update.ts";
import { asRole, newTenant } from "#domain/testing/contexts.ts";
import { getAuditEvent } from "./get.ts";
import { listAuditEvents } from "./list.ts";

withOwnDatabase();

test("an event is found by its id, with old and new values, in its own tenant alone", async () => {
  const [{ id: own }, { id: foreign }] = [await newTenant(), await newTenant()];
  await updateTenant(asRole("admin", own), { name: "Renamed" });
  const auditor = asRole("auditor", own);
  const [event] = (await listAuditEvents(auditor, { action: "tenant.update" })).items;
  const id = event?.id ?? "";

  expect(await getAuditEvent(auditor, { id })).toEqual(event);
  expect(event).toMatchObject({ after: { name: "Renamed" } });
  await expect(getAuditEvent(asRole("auditor", foreign), { id })).rejects.toMatchObject({
    code: "not_found",
  });
  await expect(getAuditEvent(asRole("member", own), { id })).rejects.toMatchObject({
    code: "forbidden",
  });
});
