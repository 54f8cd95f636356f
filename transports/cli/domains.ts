import type { Command } from "commander";
import { z } from "zod";
import { callApi, path } from "./api.ts";
import {
  type Answer,
  answers,
  collect,
  given,
  oneObject,
  onePage,
  type PageOptions,
  pageOptions,
} from "./command.ts";
import { deleted } from "./tenants.ts";

type Of = { tenant: string };
type Claim = { wildcard?: boolean; provider?: readonly string[]; allProviders?: boolean };

const columns = {
  DOMAIN: "domain",
  STATUS: "status",
  ACTIVE: "active",
  WILDCARD: "wildcard",
  PROVIDERS: "providers",
};

/** `gatehouse domains ...` */
export function addDomainCommands(program: Command): void {
  const domains = program.command("domains").description("the email domains that route sign-ins");
  const ofTenant = (name: string, description: string) =>
    domains
      .command(name)
      .description(description)
      .requiredOption("--tenant <slug>", "the tenant to act in");
  const ofDomain = (name: string, description: string) =>
    ofTenant(name, description).argument("<domain>");

  answers<Of & PageOptions>(
    pageOptions(ofTenant("list", "list login domains")),
    (_, { tenant, limit, cursor }) =>
      onePage(path`/v1/tenants/${tenant}/domains`, { limit, cursor }, columns),
  );
  answers<Of & Claim & { vouch?: string }>(
    claimOptions(ofDomain("add", "claim a login domain")).option(
      "--vouch <reason>",
      "mark it verified on an operator's word",
    ),
    async ([domain = ""], options) => {
      const body = { domain, ...given({ ...claimOf(options), vouch: options.vouch }) };
      const call = { method: "POST", body } as const;
      return claimAnswer(await callApi(path`/v1/tenants/${options.tenant}/domains`, call));
    },
  );
  answers<Of>(ofDomain("get", "show a login domain"), async ([domain = ""], { tenant }) =>
    claimAnswer(await callApi(path`/v1/tenants/${tenant}/domains/${domain}`)),
  );
  answers<Of & Claim>(
    claimOptions(ofDomain("update", "change what it covers and offers")),
    async ([domain = ""], options) => {
      const call = { method: "PATCH", body: given(claimOf(options)) } as const;
      return oneObject(await callApi(path`/v1/tenants/${options.tenant}/domains/${domain}`, call));
    },
  );
  for (const [verb, description] of Object.entries(verbs)) {
    answers<Of>(ofDomain(verb, description), async ([domain = ""], { tenant }) => {
      const at = path`/v1/tenants/${tenant}/domains/${domain}/${verb}`;
      return claimAnswer(await callApi(at, { method: "POST" }));
    });
  }
  answers<Of>(ofDomain("remove", "give a login domain up"), async ([domain = ""], { tenant }) => {
    await callApi(path`/v1/tenants/${tenant}/domains/${domain}`, { method: "DELETE" });
    return deleted({ domain });
  });
  answers<Partial<Of>>(
    domains
      .command("explain")
      .description("what the sign-in page would offer an address, and why")
      .argument("<email>")
      .option("--tenant <slug>", "as far as it concerns this tenant"),
    async ([email = ""], { tenant }) => {
      const at = tenant === undefined ? "/v1/explain" : path`/v1/tenants/${tenant}/explain`;
      return explanation(await callApi(at, { query: { email } }));
    },
  );
}

const verbs = {
  verify: "look for the TXT record now",
  activate: "let a login domain route sign-ins",
  deactivate: "stop a login domain from routing sign-ins",
};

function claimOptions(command: Command): Command {
  return command
    .option("--wildcard", "cover its subdomains as well")
    .option("--no-wildcard", "cover the domain alone")
    .option("--provider <provider>", "offer this one; may be repeated", collect)
    .option("--all-providers", "offer every provider of the tenant");
}

function claimOf({ wildcard, provider, allProviders }: Claim) {
  return { wildcard, providers: allProviders ? null : provider };
}

const pendingClaim = z.looseObject({
  challenge: z.object({ host: z.string(), value: z.string(), expiresAt: z.string() }).nullable(),
});

/** A pending claim is shown with what has to be done for it. */
function claimAnswer(value: unknown): Answer {
  const { challenge, ...rest } = pendingClaim.parse(value);
  const { text } = oneObject(rest);
  if (challenge === null) return { value, text };
  const todo = `\nTo prove it, add this TXT record before ${challenge.expiresAt}:\n  ${challenge.host}\n  ${challenge.value}\n`;
  return { value, text: text + todo };
}

const explanationObject = z.object({
  steps: z.array(z.object({ step: z.string(), detail: z.string() })),
});

function explanation(value: unknown): Answer {
  const { steps } = explanationObject.parse(value);
  const width = Math.max(...steps.map(({ step }) => step.length));
  return { value, text: steps.map((s) => `${s.step.padEnd(width)}  ${s.detail}\n`).join("") };
}
