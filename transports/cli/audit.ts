import { type Command, Option } from "commander";
import { z } from "zod";
import { callApi, path } from "./api.ts";
import { type Answer, answers, type PageOptions, pageOptions } from "./command.ts";
import { table } from "./output.ts";

type Filters = {
  action?: string;
  actor?: string;
  target?: string;
  outcome?: string;
  since?: string;
  until?: string;
};

/** `gatehouse audit ...` */
export function addAuditCommands(program: Command): void {
  const audit = program.command("audit").description("what was done, and by whom");
  answers<Filters & PageOptions & { tenant?: string }>(
    pageOptions(audit.command("list").description("list audit events, the newest first"))
      .option("--tenant <slug>", "the tenant's log; without it the platform's own")
      .option("--action <action>", "such as login_domain.create")
      .option("--actor <actor>", "an actor's id or name")
      .option("--target <target>", "a target's id or name")
      .addOption(new Option("--outcome <outcome>").choices(["success", "denied", "failure"]))
      .option("--since <time>", "ISO 8601, this time included")
      .option("--until <time>", "ISO 8601, this time excluded"),
    async (_, { tenant, action, actor, target, outcome, since, until, limit, cursor }) => {
      const query = { action, actor, target, outcome, since, until, limit, cursor };
      const at =
        tenant === undefined ? "/v1/audit-events" : path`/v1/tenants/${tenant}/audit-events`;
      return events(await callApi(at, { query }));
    },
  );
}

const named = z.object({ name: z.string() });
const eventPage = z.object({
  items: z.array(z.looseObject({ actor: named, target: named })),
  nextCursor: z.string().nullable(),
});

function events(value: unknown): Answer {
  const { items, nextCursor } = eventPage.parse(value);
  const rows = items.map((event) => ({
    ...event,
    actor: event.actor.name,
    target: event.target.name,
  }));
  const more = nextCursor === null ? "" : `\nMore: --cursor ${nextCursor}\n`;
  const text = rows.length === 0 ? "None.\n" : table(rows, columns);
  return { value, text: text + more };
}

const columns = {
  AT: "at",
  ACTION: "action",
  ACTOR: "actor",
  TARGET: "target",
  OUTCOME: "outcome",
  REASON: "reason",
};
