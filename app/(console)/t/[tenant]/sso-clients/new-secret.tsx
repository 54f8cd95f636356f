import Link from "next/link";
import { buttonClass } from "#components/ui/button.tsx";
import { CopyLine } from "#components/ui/copy-line.tsx";

/** A secret in the one answer that has it. */
export function NewSecret({
  made,
  href,
}: {
  made: { name: string; clientId: string; secret: string };
  /** The client's page. */
  href: string;
}) {
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-col gap-3 rounded-control bg-success-tint p-4" role="status">
        <p className="font-medium text-success">
          Copy the client secret of <bdi>{made.name}</bdi> now: it is not shown again.
        </p>
        <div className="flex flex-col gap-1">
          <span className="text-meta">Client id</span>
          <CopyLine label="Copy the client id" value={made.clientId} />
        </div>
        <div className="flex flex-col gap-1">
          <span className="text-meta">Client secret</span>
          <CopyLine label="Copy the client secret" value={made.secret} />
        </div>
      </div>
      <div>
        <Link className={buttonClass("primary")} href={href} prefetch={false}>
          I have copied it: go on
        </Link>
      </div>
    </div>
  );
}
