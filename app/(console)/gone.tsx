import Link from "next/link";
import { currentPath, requestInfo, signedIn } from "#app/_lib/context.ts";
import { StatePage } from "#components/shell/state-page.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { listAuditEvents } from "#domain/audit-events/list.ts";
import type { Context } from "#domain/kernel/context.ts";
import { enterTenant } from "#domain/tenants/enter.ts";

type Noun = {
  /** Such as `This person`. */
  what: string;
  /** Such as `users`, below `/t/{tenant}`; the object's key is the next segment. */
  list: string;
  /** Such as `All users`. */
  back: string;
  action: string;
};

/**
 * What stands at the address of something that is no more, as after Back from its deletion: who
 * deleted it and when, as far as the reader may see the audit log, and the way to the list. What
 * never was, and what is another tenant's, look the same as ever.
 */
export async function Gone({ what, list, back, action }: Noun) {
  const { requestId } = await requestInfo();
  const segments = new URL(await currentPath(), "http://page.invalid").pathname.split("/");
  const [, , tenant = "", , key = ""] = segments;
  const deletion = await findDeletion(tenant, decodeURIComponent(key), action);
  const listPath = `/t/${tenant}/${list}`;
  return (
    <StatePage
      action={
        <Link className={buttonClass("primary")} href={listPath} prefetch={false}>
          {back}
        </Link>
      }
      requestId={deletion ? null : requestId}
      title={deletion ? `${what} no longer exists` : "Page not found"}
    >
      {deletion ? (
        <p className="[overflow-wrap:anywhere]">
          <bdi className="font-medium text-text">{deletion.target.name}</bdi> was deleted{" "}
          <RelativeTime at={new Date(deletion.at)} now={new Date()} /> by{" "}
          <bdi>{deletion.actor.name}</bdi>. The audit log keeps what happened before.
        </p>
      ) : (
        "There is nothing at this address for you. It may have been deleted meanwhile, or the link is another tenant's."
      )}
    </StatePage>
  );
}

async function findDeletion(tenant: string, key: string, action: string) {
  const person = await signedIn();
  if (!person?.actor.permissions.has("audit_event.read")) return null;
  const { actor } = person;
  const ctx: Context = { actor, tenantId: actor.tenantId, request: await requestInfo() };
  try {
    const of = await enterTenant(ctx, tenant);
    const { items } = await listAuditEvents(of, { target: key, action, limit: 1 });
    return items.find(({ outcome }) => outcome === "success") ?? null;
  } catch {
    // Then it says what it says to whoever may not read the log.
    return null;
  }
}
