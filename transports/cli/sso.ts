import { type Command, Option } from "commander";
import { callApi, path } from "./api.ts";
import { answers, given, oneObject, onePage, type PageOptions, pageOptions } from "./command.ts";
import { addCommandLineSwitch } from "./command-line.ts";
import { UsageError } from "./failure.ts";
import { type SsoSettings, settingOptions, settingsOf } from "./sso-settings.ts";
import { deleted } from "./tenants.ts";

type Of = { tenant: string };
type ListOptions = Of & PageOptions & { search?: string; tag?: string };
type CreateOptions = Of & SsoSettings & { name: string; public?: boolean; template?: string };
type UpdateOptions = Of & SsoSettings & { name?: string; enable?: boolean; disable?: boolean };

const columns = {
  "CLIENT ID": "clientId",
  NAME: "name",
  TYPE: "type",
  ENABLED: "enabled",
  TAGS: "tags",
  "LAST USED": "lastUsedAt",
};

/** `gatehouse sso ...` */
export function addSsoCommands(program: Command): void {
  const sso = program.command("sso").description("the SSO clients of a tenant");
  const ofTenant = (name: string, description: string) =>
    sso
      .command(name)
      .description(description)
      .requiredOption("--tenant <slug>", "the tenant to act in");
  const ofClient = (name: string, description: string) =>
    ofTenant(name, description).argument("<id>", "its client id");
  const at = ({ tenant }: Of, id: string) => path`/v1/tenants/${tenant}/sso-clients/${id}`;

  answers<ListOptions>(
    pageOptions(ofTenant("list", "list SSO clients"))
      .option("--search <text>", "a part of the name, or a client id")
      .option("--tag <tag>", "with this tag"),
    (_, { tenant, limit, cursor, search, tag }) =>
      onePage(path`/v1/tenants/${tenant}/sso-clients`, { limit, cursor, search, tag }, columns),
  );
  answers<CreateOptions>(
    settingOptions(
      ofTenant("create", "register an SSO client; its secret is printed this once")
        .requiredOption("--name <name>", "what people call it")
        .option("--public", "it cannot keep a secret: an app in a browser or on a device")
        .option("--template <template>", "the template that its page takes its snippets from"),
    ),
    async (_, options) => {
      const { name, template } = options;
      const type = options.public ? "public" : undefined;
      const body = { name, ...given({ type, template, ...(await settingsOf(options)) }) };
      const many = path`/v1/tenants/${options.tenant}/sso-clients`;
      return oneObject(await callApi(many, { method: "POST", body }));
    },
  );
  answers<Of>(ofClient("get", "show an SSO client"), async ([id = ""], options) =>
    oneObject(await callApi(at(options, id))),
  );
  answers<UpdateOptions>(
    settingOptions(
      ofClient("update", "change an SSO client; what is left out stays")
        .option("--name <name>", "what people call it")
        .option("--enable", "let it sign people in")
        .addOption(new Option("--disable", "refuse it everywhere").conflicts("enable")),
    ),
    async ([id = ""], options) => {
      const body = given({
        name: options.name,
        enabled: options.enable ? true : options.disable ? false : undefined,
        ...(await settingsOf(options)),
      });
      if (Object.keys(body).length === 0) throw new UsageError("Say what to change.");
      return oneObject(await callApi(at(options, id), { method: "PATCH", body }));
    },
  );
  answers<Of & { overlapHours?: string }>(
    ofClient("rotate-secret", "add a second live secret, which is printed this once").option(
      "--overlap-hours <hours>",
      "how long the old one goes on working; until it is retired unless said",
    ),
    async ([id = ""], { overlapHours, ...options }) => {
      const hours = overlapHours === undefined ? undefined : Number(overlapHours);
      const body = given({ overlapHours: hours });
      return oneObject(await callApi(`${at(options, id)}/rotate-secret`, { method: "POST", body }));
    },
  );
  answers<Of>(
    ofClient("retire-secret", "end the older of two secrets"),
    async ([id = ""], options) =>
      oneObject(await callApi(`${at(options, id)}/retire-secret`, { method: "POST" })),
  );
  answers<Of>(ofClient("delete", "delete an SSO client"), async ([id = ""], options) => {
    await callApi(at(options, id), { method: "DELETE" });
    return deleted({ clientId: id });
  });
  addCommandLineSwitch(sso);
}
