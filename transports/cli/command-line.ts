import { type Command, Option } from "commander";
import { callApi } from "./api.ts";
import { answers, oneObject } from "./command.ts";

/** `gatehouse sso command-line`: for operators, whether people may use `gatehouse login` at all. */
export function addCommandLineSwitch(sso: Command): void {
  answers<{ enable?: boolean; disable?: boolean }>(
    sso
      .command("command-line")
      .description("show or switch whether people may sign in by gatehouse login")
      .option("--enable", "let them")
      .addOption(
        new Option("--disable", "end every such login and refuse new ones").conflicts("enable"),
      ),
    async (_, { enable, disable }) => {
      if (!enable && !disable) return oneObject(await callApi("/v1/command-line"));
      const body = { enabled: enable === true };
      return oneObject(await callApi("/v1/command-line", { method: "PATCH", body }));
    },
  );
}
