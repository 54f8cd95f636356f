import Link from "next/link";
import { buttonClass } from "#components/ui/button.tsx";
import { Facts } from "#components/ui/facts.tsx";
import type { Person } from "./find-person.ts";
import { factsOf } from "./person-facts.tsx";

/** Somebody beside the list. */
export function UserPeek({ person, tenant, now }: { person: Person; tenant: string; now: Date }) {
  return (
    <div className="flex flex-col gap-6">
      <Facts facts={factsOf(person, now)} />
      <Link
        className={buttonClass("primary")}
        href={`/t/${tenant}/users/${person.id}`}
        prefetch={false}
      >
        Open person
      </Link>
    </div>
  );
}
