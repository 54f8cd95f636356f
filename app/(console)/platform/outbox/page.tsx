import type { Metadata } from "next";
import Link from "next/link";
import { platformContext } from "#app/_lib/context.ts";
import { countText, readList, type SearchParams, tableLook } from "#app/_lib/list-page.ts";
import { urlState } from "#components/data-table/url-state.ts";
import { PageFrame } from "#components/shell/page-frame.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { listMail } from "#domain/mail-messages/list.ts";
import { mailMessageList } from "#domain/mail-messages/schemas.ts";
import { MailPeek } from "./mail-peek.tsx";
import { MailTable } from "./mail-table.tsx";

export const metadata: Metadata = { title: "Outbox" };

/** The mail of all tenants: without a mail server this is where operators read it. */
export default async function OutboxPage({ searchParams }: { searchParams: SearchParams }) {
  const { ctx } = await platformContext();
  const params = await searchParams;
  const at = urlState("/platform/outbox", params);
  const { page, failure } = await readList(
    listMail(ctx, { ...mailMessageList.fromUrl(params), count: true }),
  );
  const peeked = page.items.find(({ id }) => id === at.params["peek"]);
  return (
    <PageFrame
      action={
        <Link className={buttonClass("secondary")} href="/platform/health" prefetch={false}>
          Mail health
        </Link>
      }
      count={countText(page.total)}
      title="Outbox"
    >
      <MailTable
        at={at}
        failure={failure}
        look={await tableLook("outbox")}
        nextCursor={page.nextCursor}
        now={new Date().toISOString()}
        peek={peeked ? { title: peeked.subject, content: <MailPeek mail={peeked} /> } : null}
        previousCursor={page.previousCursor}
        rows={page.items}
      />
    </PageFrame>
  );
}
