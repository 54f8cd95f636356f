import { type Command, Option } from "commander";
import { providerKinds } from "#domain/identity-providers/kinds.ts";
import { callApi, path } from "./api.ts";
import {
  answers,
  collect,
  given,
  oneObject,
  onePage,
  type PageOptions,
  pageOptions,
} from "./command.ts";
import { UsageError } from "./failure.ts";
import { readSecret } from "./stdin.ts";
import { deleted } from "./tenants.ts";

type Of = { tenant: string };
type SetOptions = Of & {
  clientId: string;
  clientSecretStdin?: boolean;
  secretExpiresAt?: string;
  issuer?: string;
  name?: string;
  directoryId?: readonly string[];
  trustEmail?: boolean;
  enabled?: boolean;
};

const columns = {
  KIND: "kind",
  NAME: "name",
  READY: "ready",
  REASONS: "reasons",
  ISSUER: "issuer",
  "CLIENT ID": "clientId",
};

/** `gatehouse providers ...` */
export function addProviderCommands(program: Command): void {
  const providers = program.command("providers").description("the identity providers of a tenant");
  const ofTenant = (name: string, description: string) =>
    providers
      .command(name)
      .description(description)
      .requiredOption("--tenant <slug>", "the tenant to act in");
  const ofProvider = (name: string, description: string) =>
    ofTenant(name, description).argument("<provider>", "its kind, name or id");
  const at = (tenant: string, provider: string) =>
    path`/v1/tenants/${tenant}/providers/${provider}`;

  answers<Of & PageOptions>(
    pageOptions(ofTenant("list", "list identity providers")),
    (_, { tenant, limit, cursor }) =>
      onePage(path`/v1/tenants/${tenant}/providers`, { limit, cursor }, columns),
  );
  answers<SetOptions>(
    setOptions(
      ofTenant("set", "set an identity provider up, or change it").argument(
        "<kind>",
        providerKinds.join(", "),
      ),
    ),
    async ([kind = ""], options) => {
      const body = { clientId: options.clientId, ...given(await detailsOf(options)) };
      return oneObject(await callApi(at(options.tenant, kind), { method: "PUT", body }));
    },
  );
  answers<Of>(
    ofProvider("test", "test the connection to a provider"),
    async ([provider = ""], { tenant }) =>
      oneObject(await callApi(`${at(tenant, provider)}/test`, { method: "POST" })),
  );
  answers<Of & { clientSecretStdin?: boolean; secretExpiresAt?: string }>(
    secretOptions(ofProvider("rotate-secret", "add a second live secret")),
    async ([provider = ""], options) => {
      if (!options.clientSecretStdin) throw new UsageError("Give --client-secret-stdin.");
      const body = given(await secretOf(options));
      const address = `${at(options.tenant, provider)}/rotate-secret`;
      return oneObject(await callApi(address, { method: "POST", body }));
    },
  );
  answers<Of>(
    ofProvider("retire-old-secret", "forget the older of two secrets"),
    async ([provider = ""], { tenant }) =>
      oneObject(await callApi(`${at(tenant, provider)}/retire-old-secret`, { method: "POST" })),
  );
  answers<Of>(
    ofProvider("remove", "remove an identity provider"),
    async ([provider = ""], { tenant }) => {
      await callApi(at(tenant, provider), { method: "DELETE" });
      return deleted({ provider });
    },
  );
}

function secretOptions(command: Command): Command {
  return command
    .option("--client-secret-stdin", "read the client secret from standard input")
    .option("--secret-expires-at <time>", "when the vendor lets it expire, ISO 8601");
}

function setOptions(command: Command): Command {
  return secretOptions(command)
    .requiredOption("--client-id <id>", "the client id that the provider gave")
    .option("--issuer <url>", "the provider's issuer; a custom provider needs one")
    .option("--name <name>", "a custom provider's name")
    .option("--directory-id <id>", "an Entra directory to let in; may be repeated", collect)
    .option("--trust-email", "believe its addresses even when it does not say they are verified")
    .option("--no-trust-email")
    .addOption(new Option("--enabled", "switch it on"))
    .addOption(new Option("--no-enabled", "switch it off"));
}

async function detailsOf(options: SetOptions) {
  return {
    ...(await secretOf(options)),
    issuer: options.issuer,
    name: options.name,
    directoryIds: options.directoryId,
    trustEmail: options.trustEmail,
    enabled: options.enabled,
  };
}

async function secretOf(options: { clientSecretStdin?: boolean; secretExpiresAt?: string }) {
  return {
    clientSecret: options.clientSecretStdin ? await readSecret("client secret") : undefined,
    secretExpiresAt: options.secretExpiresAt,
  };
}
