import { getCommandLine } from "#domain/command-line/get.ts";
import { commandLineObject } from "#domain/command-line/schemas.ts";
import { updateCommandLine } from "#domain/command-line/update.ts";
import { type Route, route } from "./route.ts";

export const commandLineRoutes: readonly Route[] = [
  route({
    method: "get",
    path: "/v1/command-line",
    summary: "Say whether people may sign in by the command line",
    operation: getCommandLine,
    output: commandLineObject,
  }),
  route({
    method: "patch",
    path: "/v1/command-line",
    summary: "Let people sign in by the command line, or end all their logins and refuse it",
    operation: updateCommandLine,
    output: commandLineObject,
  }),
];
