import { notFound } from "next/navigation";
import { orPage } from "#app/_lib/context.ts";
import type { Context } from "#domain/kernel/context.ts";
import { getPerson } from "#domain/users/person.ts";
import { userIdInput } from "#domain/users/schemas.ts";

export type Person = Awaited<ReturnType<typeof getPerson>>;

/** The person that an address names; one that can be nobody's is nobody, not an error. */
export async function findPerson(ctx: Context, id: string): Promise<Person> {
  if (!userIdInput.safeParse({ id }).success) notFound();
  return await orPage(getPerson(ctx, { id }));
}
