import type { Command } from "commander";
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
import { readSecret } from "./stdin.ts";
import { deleted } from "./tenants.ts";

type Of = { tenant: string };
type CreateOptions = Of & {
  email: string;
  name: string;
  role?: readonly string[];
  passwordStdin?: boolean;
};

const columns = { ID: "id", EMAIL: "email", NAME: "name", ROLES: "roles", STATUS: "status" };

/** `gatehouse users ...` */
export function addUserCommands(program: Command): void {
  const users = program.command("users").description("the people of a tenant");
  const ofTenant = (name: string, description: string) =>
    users
      .command(name)
      .description(description)
      .requiredOption("--tenant <slug>", "the tenant to act in");
  const ofUser = (name: string, description: string) =>
    ofTenant(name, description).argument("<id>");

  answers<Of & PageOptions>(
    pageOptions(ofTenant("list", "list users")),
    (_, { tenant, limit, cursor }) =>
      onePage(path`/v1/tenants/${tenant}/users`, { limit, cursor }, columns),
  );
  answers<CreateOptions>(
    ofTenant("create", "create a user")
      .requiredOption("--email <email>", "the address that the user signs in with")
      .requiredOption("--name <name>", "the user's name")
      .option("--role <role>", "admin, approver, auditor or member; may be repeated", collect)
      .option("--password-stdin", "read a password from standard input"),
    async (_, { tenant, email, name, role, passwordStdin }) => {
      const password = passwordStdin ? await readSecret("password") : undefined;
      const body = { email, name, ...given({ roles: role, password }) };
      return oneObject(await callApi(path`/v1/tenants/${tenant}/users`, { method: "POST", body }));
    },
  );
  answers<Of>(ofUser("get", "show a user"), async ([id = ""], { tenant }) =>
    oneObject(await callApi(path`/v1/tenants/${tenant}/users/${id}`)),
  );
  for (const [verb, description] of Object.entries(verbs)) {
    answers<Of>(ofUser(verb, description), async ([id = ""], { tenant }) => {
      const at = path`/v1/tenants/${tenant}/users/${id}/${verb}`;
      return oneObject(await callApi(at, { method: "POST" }));
    });
  }
  answers<Of>(ofUser("delete", "delete a user"), async ([id = ""], { tenant }) => {
    await callApi(path`/v1/tenants/${tenant}/users/${id}`, { method: "DELETE" });
    return deleted({ id });
  });
}

const verbs = {
  suspend: "suspend a user and end the user's sessions",
  restore: "let a suspended user sign in again",
};
