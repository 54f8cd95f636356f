import { RotateCw, ShieldAlert } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { orPage, platformContext } from "#app/_lib/context.ts";
import type { SearchParams } from "#app/_lib/list-page.ts";
import { hrefWith, urlState } from "#components/data-table/url-state.ts";
import { PageFrame, WithRail } from "#components/shell/page-frame.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { listSigningKeys } from "#domain/signing-keys/list.ts";
import { KeyDialog } from "./key-dialog.tsx";
import { KeysTable } from "./keys-table.tsx";

export const metadata: Metadata = { title: "Signing keys" };

/** The keys that sign tokens, for operators: which signs, which comes, and the way to new ones. */
export default async function SigningKeysPage({ searchParams }: { searchParams: SearchParams }) {
  const { ctx } = await platformContext();
  const at = urlState("/platform/signing-keys", await searchParams);
  const { items } = await orPage(listSigningKeys(ctx, {}));
  return (
    <PageFrame
      action={
        <Link
          className={buttonClass("secondary")}
          href={hrefWith(at, { dialog: "rotate" })}
          prefetch={false}
          scroll={false}
        >
          <RotateCw aria-hidden="true" className="size-4" /> Rotate keys
        </Link>
      }
      description="They sign every token. Services check tokens with their public halves."
      title="Signing keys"
      width="detail"
    >
      <WithRail
        rail={
          <>
            <Card title="Rotation">
              <p className="p-4 text-muted md:p-6">
                New keys are made every 90 days by themselves. They are published at once, sign two
                hours later, and the old ones stay published for 30 days, so nothing breaks.
              </p>
            </Card>
            <Card title="A key has leaked?">
              <div className="flex flex-col gap-4 p-4 md:p-6">
                <p className="text-muted">
                  Whoever has a private key can sign in as anybody, at every app. Withdraw the keys:
                  all that they signed stops counting.
                </p>
                <div>
                  <Link
                    className={`${buttonClass("secondary")} text-danger!`}
                    href={hrefWith(at, { dialog: "compromised" })}
                    prefetch={false}
                    scroll={false}
                  >
                    <ShieldAlert aria-hidden="true" className="size-4" /> Withdraw all keys
                  </Link>
                </div>
              </div>
            </Card>
          </>
        }
      >
        <Card title="Published keys">
          <KeysTable keys={items} now={new Date()} />
        </Card>
      </WithRail>
      <KeyDialog closeHref={hrefWith(at, { dialog: null })} kind={at.params["dialog"] ?? ""} />
    </PageFrame>
  );
}
