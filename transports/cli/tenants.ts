import { type Command, InvalidArgumentError, Option } from "commander";
import { callApi, path } from "./api.ts";
import {
  type Answer,
  answers,
  given,
  oneObject,
  onePage,
  type PageOptions,
  pageOptions,
} from "./command.ts";

type UpdateOptions = {
  name?: string;
  status?: string;
  appFallback?: string;
  ssoEnforced?: boolean;
  sessionLifetimeHours?: number;
  sessionIdleMinutes?: number;
};

/** `gatehouse tenants ...` */
export function addTenantCommands(program: Command): void {
  const tenants = program.command("tenants").description("the organisations of this installation");

  answers<PageOptions>(
    pageOptions(tenants.command("list").description("list tenants")),
    (_, { limit, cursor }) =>
      onePage("/v1/tenants", { limit, cursor }, { SLUG: "slug", NAME: "name", STATUS: "status" }),
  );
  answers<{ slug: string; name: string }>(
    tenants
      .command("create")
      .description("create a tenant")
      .requiredOption("--slug <slug>", "its name in addresses: a-z, 0-9 and hyphens")
      .requiredOption("--name <name>", "its name for people"),
    async (_, { slug, name }) =>
      oneObject(await callApi("/v1/tenants", { method: "POST", body: { slug, name } })),
  );
  answers(
    tenants.command("get").description("show a tenant").argument("<slug>"),
    async ([slug = ""]) => oneObject(await callApi(path`/v1/tenants/${slug}`)),
  );
  answers<UpdateOptions>(updateCommand(tenants), async ([slug = ""], options) => {
    const body = given({
      name: options.name,
      status: options.status,
      appFallback: options.appFallback,
      ssoEnforced: options.ssoEnforced,
      sessionLifetimeHours: options.sessionLifetimeHours,
      sessionIdleMinutes: options.sessionIdleMinutes,
    });
    return oneObject(await callApi(path`/v1/tenants/${slug}`, { method: "PATCH", body }));
  });
  answers(
    tenants
      .command("delete")
      .description("delete a tenant with all that belongs to it")
      .argument("<slug>"),
    async ([slug = ""]) => {
      await callApi(path`/v1/tenants/${slug}`, { method: "DELETE" });
      return deleted({ slug });
    },
  );
}

/** The answer to a deletion: what is gone. */
export function deleted(key: Readonly<Record<string, string>>): Answer {
  const [name = ""] = Object.values(key);
  return { value: { ...key, deleted: true }, text: `Deleted ${name}.\n` };
}

function updateCommand(tenants: Command): Command {
  return tenants
    .command("update")
    .description("rename, suspend or restore a tenant, or change its policy")
    .argument("<slug>")
    .option("--name <name>")
    .addOption(new Option("--status <status>").choices(["active", "suspended"]))
    .addOption(
      new Option("--app-fallback <policy>", "the platform's own providers").choices([
        "allowed",
        "denied",
      ]),
    )
    .option("--sso-enforced", "no passwords: only the tenant's providers sign in")
    .option("--no-sso-enforced", "passwords may be used again")
    .option("--session-lifetime-hours <hours>", "", wholeNumber)
    .option("--session-idle-minutes <minutes>", "", wholeNumber);
}

function wholeNumber(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("Give a whole number.");
}
