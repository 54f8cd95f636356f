import { z } from "zod";
import { moveDomain } from "#domain/domain-moves/move.ts";

const data = z.object({ moveId: z.guid() });

/** Moves a domain whose cool-down is over. */
export async function runMoveDomain(raw: unknown): Promise<void> {
  await moveDomain(data.parse(raw));
}
