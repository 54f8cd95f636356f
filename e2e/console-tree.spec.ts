import type { Page } from "@playwright/test";
import { signInTo } from "./support/console.ts";
import { expect, test } from "./support/fixtures.ts";
import { expectReadable, tenantShell } from "./support/tree.ts";

test.use({ viewport: { width: 1280, height: 800 } });

/** What a list reads as: title and count, the way to a new one, tools, and then the table. */
function list({
  title,
  action,
  search,
  tools,
  table,
  columns,
}: {
  title: string;
  action: string;
  search: string | null;
  tools: readonly string[];
  table: string;
  columns: readonly string[];
}): string {
  return `
- main:
  - heading /^${title} [\\d,]+\\+?$/ [level=1]
  - link "${action}"
${search === null ? "" : `  - search:\n    - searchbox "${search}"`}
${tools.map((tool) => `  - button "${tool}"`).join("\n")}
  - button "Columns"
  - button "Compact rows"
  - table "${table}":
    - rowgroup:
      - row:
${columns.map((column) => `        - columnheader "${column}"`).join("\n")}
        - columnheader "Look inside"
    - rowgroup:
      - row:
        - cell /.+/:
          - link /.+/
        - cell /Look inside .+/
`.replaceAll(/\n{2,}/g, "\n");
}

async function expectTree(page: Page, path: string, ...trees: readonly string[]): Promise<void> {
  await page.goto(path);
  for (const tree of trees) await expect(page.locator("body"), path).toMatchAriaSnapshot(tree);
  await expectReadable(page);
}

test("the lists of a tenant read in order, with their tools and the heads of their columns", async ({
  page,
  newTenant,
}) => {
  const { slug, person } = await newTenant({ roles: ["admin"] });
  await signInTo(page, person, `/t/${slug}`);
  await expectTree(
    page,
    `/t/${slug}/login-domains`,
    tenantShell,
    list({
      title: "Login domains",
      action: "Claim domain",
      search: "Search domains",
      tools: ["Status"],
      table: "Login domains",
      columns: ["Domain", "Status", "Covers", "Offers", "Last check", "Verified"],
    }),
    `
- main:
  - table "Login domains"
  - heading "What would this address see, and why?" [level=2]
  - textbox "Email address"
  - button "Explain"
`,
  );
  await expectTree(
    page,
    `/t/${slug}/providers`,
    tenantShell,
    list({
      title: "Identity providers",
      action: "Connect provider",
      search: "Search by name",
      tools: ["Kind"],
      table: "Identity providers",
      columns: ["Name", "Kind", "Readiness", "Last test", "Secret ends", "Last sign-in"],
    }),
  );
  await expectTree(
    page,
    `/t/${slug}/users`,
    tenantShell,
    list({
      title: "Users",
      action: "Invite person",
      search: "Search by email, name or id",
      tools: ["Status", "Role"],
      table: "Users",
      columns: ["Choose all rows of this page", "Name", "Email", "Roles", "Status"],
    }),
  );
  await page.getByRole("checkbox", { name: `Choose ${person.name}` }).check();
  await expect(page.getByRole("main")).toMatchAriaSnapshot(`
- button "Choose none"
- status: 1 selected
- button "Suspend 1 person"
- button "Restore 1 person"
- table "Users"
`);
});

test("a tenant's home reads the checklist, the way in, and the numbers behind the pictures", async ({
  page,
  newTenant,
}) => {
  const { slug, name, person } = await newTenant({ providers: [], roles: ["admin"] });
  await signInTo(page, person, `/t/${slug}`);
  await expectTree(
    page,
    `/t/${slug}`,
    tenantShell,
    `
- main:
  - heading "${name}" [level=1]
  - heading "Set up single sign-on" [level=2]
  - text: /\\d of 5 done/
  - list:
    - listitem:
      - heading "Claim a login domain Done" [level=3]
      - link "Login domains"
    - listitem:
      - heading "Connect an identity provider Not done yet" [level=3]
      - link "Connect provider"
    - listitem:
      - heading "Test the connection Not done yet" [level=3]
    - listitem:
      - heading "Invite people Not done yet" [level=3]
      - link "Invite person"
    - listitem:
      - heading "Enforce single sign-on Not done yet" [level=3]
  - heading "Where people sign in" [level=2]
  - button "Copy the sign-in address"
  - heading "Sign-ins" [level=2]
  - table "Sign-ins by provider, by day":
    - rowgroup:
      - row "Day (UTC) Microsoft Google Custom provider Password"
    - rowgroup:
      - row /^\\d{4}-\\d\\d-\\d\\d( \\d+){4}$/
  - heading "Failures" [level=2]
  - table "Failed sign-ins, by day"
`,
  );
});

test("a login domain reads what to publish before what it is for", async ({ page, newTenant }) => {
  const { slug, domain, person } = await newTenant({ verified: false, roles: ["admin"] });
  await signInTo(page, person, `/t/${slug}`);
  await expectTree(
    page,
    `/t/${slug}/login-domains/${domain}`,
    tenantShell,
    `
- main:
  - heading /^${domain} .+$/ [level=1]
  - heading "Prove that it is yours" [level=2]
  - list:
    - listitem:
      - heading "Add this record at your DNS host" [level=3]
      - term: Type
      - term: Host
      - definition:
        - button "Copy the host"
      - term: Value
      - definition:
        - button "Copy the value"
    - listitem:
      - heading "Gatehouse looks for it by itself" [level=3]
      - button "Retry now"
  - heading "Coverage and buttons" [level=2]
  - checkbox "Cover every subdomain too"
  - group "Sign-in buttons":
    - radio "Every provider of the tenant, later ones too" [checked]
    - radio "Just these"
  - button "Save changes"
  - heading "What would this address see, and why?" [level=2]
  - heading "Does another tenant here have it?" [level=2]
  - heading "Deactivate or remove" [level=2]
  - link "Deactivate domain"
  - link "Remove domain"
  - heading "About" [level=2]
  - term: Covers
  - term: Verified
  - term: Routes sign-ins
`,
  );
});
