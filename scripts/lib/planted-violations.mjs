const RESTRICTED = "lint/style/noRestrictedImports";
const value = (specifier) => `import { a } from "${specifier}";\n\nexport const b = a;\n`;
const client = (specifier) => `"use client";\n${value(specifier)}`;

/** One violation per rule: `[file, content, the rule that must object]`. */
export const violations = [
  ...["db", "domain", "transports", "entry", "app", "components"].map((layer) => [
    `platform/to-${layer}.ts`,
    value(`#${layer}/tenants/create.ts`),
    RESTRICTED,
  ]),
  ...["domain", "transports", "entry", "app", "components"].map((layer) => [
    `db/schema/to-${layer}.ts`,
    value(`#${layer}/tenants/create.ts`),
    RESTRICTED,
  ]),
  ...["transports", "entry", "app", "components"].map((layer) => [
    `domain/tenants/to-${layer}.ts`,
    value(`#${layer}/http/tenants.ts`),
    RESTRICTED,
  ]),
  ...["entry", "app", "components"].flatMap((layer) => [
    [`transports/http/to-${layer}.ts`, value(`#${layer}/web.ts`), RESTRICTED],
    [`transports/oidc/to-${layer}.ts`, value(`#${layer}/web.ts`), RESTRICTED],
  ]),
  ...["app", "components"].map((layer) => [
    `entry/to-${layer}.ts`,
    value(`#${layer}/ui/button.tsx`),
    RESTRICTED,
  ]),
  ...["db", "transports", "entry"].map((layer) => [
    `app/(console)/t/[tenant]/users/to-${layer}.ts`,
    value(`#${layer}/client.ts`),
    RESTRICTED,
  ]),
  ...["transports", "entry"].flatMap((layer) => [
    [`app/_lib/to-${layer}.ts`, value(`#${layer}/web.ts`), RESTRICTED],
    [`app/_lib/upstream-auth/to-${layer}.ts`, value(`#${layer}/web.ts`), RESTRICTED],
  ]),
  ...["platform", "db", "transports", "entry", "app"].map((layer) => [
    `components/ui/to-${layer}.ts`,
    value(`#${layer}/log.ts`),
    RESTRICTED,
  ]),
  ["components/ui/to-domain.ts", value("#domain/tenants/create.ts"), RESTRICTED],
  ["domain/tenants/schemas.ts", value("#db/schema/tenants.ts"), RESTRICTED],
  ["domain/users/schemas.ts", value("drizzle-orm"), RESTRICTED],

  // Each override replaces the common bans, so each folder has to prove that it repeats them.
  ...[
    "platform/a",
    "db/a",
    "domain/users/a",
    "transports/http/a",
    "transports/oidc/a",
    "entry/a",
    "app/(console)/platform/a",
    "app/_lib/a",
    "app/_lib/upstream-auth/a",
    "components/form/a",
    "e2e/a",
    "demo/a",
    "bench/a",
  ].flatMap((place) => [
    [`${place}-up.ts`, value("../other/file.ts"), RESTRICTED],
    [`${place}-detour.ts`, value("./x/../../other/file.ts"), RESTRICTED],
    [`${place}-queries.ts`, value("#domain/tenants/queries.ts"), RESTRICTED],
    ...(place.includes("upstream-auth")
      ? []
      : [[`${place}-authjs.ts`, value("next-auth/providers/google"), RESTRICTED]]),
    ...(/^(?:transports\/oidc|e2e|demo)\//.test(place)
      ? []
      : [[`${place}-oidc.ts`, value("oidc-provider"), RESTRICTED]]),
  ]),

  ["domain/tenants/environment.ts", "export const a = process.env;\n", "lint/style/noProcessEnv"],
  [
    "domain/tenants/barrel.ts",
    'export { a } from "./create.ts";\n',
    "lint/performance/noBarrelFile",
  ],
  ["domain/tenants/any.ts", "export const a: any = 1;\n", "lint/suspicious/noExplicitAny"],
  [
    "domain/tenants/assertion.ts",
    "export const a = (b: string | null) => b!;\n",
    "lint/style/noNonNullAssertion",
  ],
  [
    "domain/tenants/console.ts",
    'export const a = () => console.log("a");\n',
    "lint/suspicious/noConsole",
  ],
  [
    "domain/tenants/cycle-a.ts",
    'import { b } from "#domain/users/cycle-b.ts";\n\nexport const a = () => b;\n',
    "lint/suspicious/noImportCycles",
  ],
  [
    "domain/users/cycle-b.ts",
    'import { a } from "#domain/tenants/cycle-a.ts";\n\nexport const b = () => a;\n',
    "lint/suspicious/noImportCycles",
  ],

  ["app/(account)/account/operation-form.tsx", client("#domain/users/create.ts"), "client"],
  ["app/(account)/account/glue-form.tsx", client("#app/_lib/context.ts"), "client"],
  ["app/(account)/account/node-form.tsx", client("node:crypto"), "client"],
  ["components/form/platform-field.tsx", client("#platform/log.ts"), "client"],
  ["app/(account)/account/behind-a-sibling.ts", value("#platform/log.ts"), "client"],
];

/** Files as they should be: nothing may object to them. */
export const cleanFiles = [
  ["platform/log.ts", "export const a = 1;\n"],
  ["platform/env.ts", "export const a = process.env;\n"],
  ["db/client.ts", value("#platform/log.ts")],
  ["domain/tenants/create.ts", value("#db/client.ts")],
  ["domain/tenants/list.ts", value("./queries.ts")],
  ["transports/http/tenants.ts", value("#domain/tenants/create.ts")],
  ["transports/oidc/provider.ts", value("oidc-provider")],
  ["entry/web.ts", value("#transports/http/tenants.ts")],
  ["app/_lib/upstream-auth.ts", value("next-auth")],
  ["app/_lib/context.ts", value("#db/client.ts")],
  ["app/page.tsx", value("#domain/tenants/create.ts")],
  ["components/ui/button.tsx", value("#domain/tenants/schemas.ts")],
  ["demo/upstream.ts", value("oidc-provider")],
  ["app/sibling-form.tsx", client("./actions.ts")],
  ["app/(account)/account/sibling-form.tsx", client("./behind-a-sibling.ts")],
];
