import type { Command } from "commander";
import { z } from "zod";
import { signingKeyObject } from "#domain/signing-keys/schemas.ts";
import { callApi } from "./api.ts";
import { type Answer, answers } from "./command.ts";
import { table } from "./output.ts";

/** `gatehouse keys ...` */
export function addKeyCommands(program: Command): void {
  const keys = program.command("keys").description("the keys that sign tokens");
  answers(keys.command("list").description("list the published signing keys"), async () =>
    keyList(await callApi("/v1/signing-keys")),
  );
  answers<{ compromised?: boolean }>(
    keys
      .command("rotate")
      .description("make new signing keys; they sign after two hours, and the old ones stay valid")
      .option("--compromised", "withdraw the old keys at once, with every token they signed"),
    async (_, { compromised = false }) =>
      keyList(await callApi("/v1/signing-keys/rotate", { method: "POST", body: { compromised } })),
  );
}

function keyList(value: unknown): Answer {
  const { items } = z.object({ items: z.array(signingKeyObject) }).parse(value);
  const columns = { ID: "id", ALGORITHM: "algorithm", STATE: "state", SIGNS: "signsFrom" };
  return { value, text: table(items, columns) };
}
