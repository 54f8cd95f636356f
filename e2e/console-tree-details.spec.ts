import type { Page } from "@playwright/test";
import { signInTo } from "./support/console.ts";
import { expect, test } from "./support/fixtures.ts";
import { expectReadable, platformShell, tenantShell } from "./support/tree.ts";

test.use({ viewport: { width: 1280, height: 800 } });

async function expectTree(page: Page, ...trees: readonly string[]): Promise<void> {
  for (const tree of trees) await expect(page.locator("body")).toMatchAriaSnapshot(tree);
  await expectReadable(page);
}

test("a provider's guide, its form and its page read as one does them", async ({
  page,
  newTenant,
}) => {
  const { slug, person } = await newTenant({ providers: ["azure-ad"], roles: ["admin"] });
  await signInTo(page, person, `/t/${slug}/providers/new/oidc`);
  await expectTree(
    page,
    tenantShell,
    `
- main:
  - heading "Connect your OpenID Provider" [level=1]
  - heading "At your provider" [level=2]
  - list:
    - listitem:
      - heading "Create a client at your provider" [level=3]
    - listitem:
      - heading "Add this redirect URI, exactly as it stands here" [level=3]
      - button "Copy the callback address"
    - listitem:
      - heading "Allow three scopes" [level=3]
    - listitem:
      - heading "Copy the issuer, the client id and the client secret" [level=3]
  - heading "In Gatehouse" [level=2]
  - alert
  - textbox "Name"
  - textbox "Issuer"
  - textbox "Client id"
  - textbox "Client secret"
  - textbox "Secret ends on"
  - checkbox "Trust every email address that it states"
  - checkbox "Show its button at sign-in as soon as it is ready" [checked]
  - button "Save and test connection"
  - link "Cancel"
`,
  );
  await page.goto(`/t/${slug}/providers`);
  await page
    .getByRole("table")
    .getByRole("link", { name: /^Microsoft/ })
    .click();
  await expectTree(
    page,
    `
- main:
  - heading /.+ Ready$/ [level=1]
  - link "Edit settings"
  - heading "Connection" [level=2]
  - paragraph: These settings were not tested yet.
  - list:
    - listitem:
      - paragraph: Address Not tested
    - listitem:
      - paragraph: Discovery Not tested
    - listitem:
      - paragraph: Keys Not tested
    - listitem:
      - paragraph: Client Not tested
  - button "Test connection"
  - heading "Client secret" [level=2]
  - link "Rotate secret"
  - heading "Callback address" [level=2]
  - button "Copy the callback address"
  - heading "Switch off or remove" [level=2]
  - link "Switch off"
  - link "Remove provider"
  - heading "About" [level=2]
  - term: Kind
  - term: Issuer
  - term: Client id
  - term: Allowed directories
  - term: Last successful sign-in
`,
  );
});

test("a person reads what they may do, how they come in, where they are, and what happened", async ({
  page,
  installation,
  newTenant,
}) => {
  const { slug, person } = await newTenant({ providers: [] });
  await signInTo(page, installation.operator, `/t/${slug}/users/${person.id}`);
  await expectTree(
    page,
    `
- main:
  - heading "${person.name} Active" [level=1]
  - text: ${person.email}
  - heading "Name and roles" [level=2]
  - alert
  - textbox "Name": ${person.name}
  - group "Roles":
    - checkbox "Admin"
    - checkbox "Approver"
    - checkbox "Auditor"
    - checkbox "Member" [checked]
  - button "Save changes"
  - heading "Linked accounts" [level=2]
  - heading "Sessions" [level=2]
  - heading "Recent events" [level=2]
  - link "All by them"
  - link "All about them"
  - heading "About" [level=2]
  - term: Email
  - definition:
    - button "Copy the email address"
  - term: Id
  - definition:
    - button "Copy the id"
  - term: Status
  - term: Roles
  - heading "Access" [level=2]
  - button "Send password reset"
  - button "Suspend person"
  - link "Delete person"
`,
  );
});

test("the audit log and the event beside it read in order", async ({ page, newTenant }) => {
  const { slug, person } = await newTenant({ providers: [], roles: ["admin"] });
  await signInTo(page, person, `/t/${slug}/audit-events`);
  await page.getByRole("link", { name: "sign_in.password", exact: true }).click();
  await expectTree(
    page,
    tenantShell,
    `
- main:
  - heading /^Audit log \\d+$/ [level=1]
  - button "From"
  - button "Outcome"
  - button "More filters"
  - table "Audit log":
    - rowgroup:
      - row "Action When Who To what Outcome Address Look inside"
    - rowgroup:
      - row /sign_in\\.password .+ ${person.email} Success/
  - complementary "sign_in.password":
    - heading "sign_in.password" [level=2]
    - link "Close"
    - term: Outcome
    - term: When
    - definition: /\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d UTC/
    - term: Who
    - term: To what
    - term: Address
    - term: Browser or client
    - term: Request
    - definition:
      - button "Copy the request id"
    - heading "New values" [level=3]
    - heading "As JSON" [level=3]
    - button "Copy the event as JSON"
`,
  );
});

test("the settings read enforcement first, and each form under its own title", async ({
  page,
  newTenant,
}) => {
  const { slug, name, person } = await newTenant({ providers: [], roles: ["admin"] });
  await signInTo(page, person, `/t/${slug}/settings`);
  await expectTree(
    page,
    tenantShell,
    `
- main:
  - heading "Settings" [level=1]
  - heading "Single sign-on enforcement" [level=2]
  - text: Not enforced
  - heading "What it changes" [level=3]
  - list
  - heading "Proven by 0 of 2 admins" [level=3]
  - list
  - heading "App fallback" [level=2]
  - group "Where none of your own providers applies":
    - radio "Offer the platform's own Google and Microsoft buttons" [checked]
    - radio "Offer no provider"
  - button "Save app fallback"
  - heading "Sessions" [level=2]
  - spinbutton "Sign in again after (hours)"
  - spinbutton "Or after idling for (minutes)"
  - button "Save session lifetimes"
  - heading "Name" [level=2]
  - textbox "Name": ${name}
  - button "Rename tenant"
`,
  );
});

test("the operators' screens read their parts in order, each with its state in words", async ({
  page,
  installation,
  newTenant,
}) => {
  await newTenant({ providers: [] });
  await signInTo(page, installation.operator, "/platform/tenants");
  await expectTree(
    page,
    platformShell,
    `
- main:
  - heading /^Tenants \\d+$/ [level=1]
  - link "Create tenant"
  - search:
    - searchbox "Search by name or slug"
  - button "Status"
  - table "Tenants":
    - rowgroup:
      - row /Name Slug Status Checklist Domains Providers/
    - rowgroup:
      - row:
        - cell:
          - checkbox /Choose .+/
`,
  );
  await page.goto("/platform/health");
  await expectTree(
    page,
    platformShell,
    `
- main:
  - heading "Health" [level=1]
  - link "Check again"
  - heading "Database" [level=2]
  - text: Working
  - heading "Job queue" [level=2]
  - heading "Mail" [level=2]
  - button "Send a test mail"
  - link "Open the outbox"
  - heading "DNS" [level=2]
  - heading "Upstream providers" [level=2]
  - heading "Versions" [level=2]
  - term: Gatehouse
  - term: Node.js
  - term: PostgreSQL
`,
  );
  await page.goto("/platform/outbox");
  await expectTree(
    page,
    platformShell,
    `
- main:
  - heading /^Outbox/ [level=1]
  - link "Mail health"
`,
  );
});

test("sign-in and a person's own account read in order", async ({ page, newTenant }) => {
  const { person } = await newTenant({ providers: ["google"] });
  await page.goto("/auth/msp/signin");
  await expectTree(
    page,
    `
- main:
  - heading "Sign in" [level=1]
  - alert
  - textbox "Work email"
  - textbox "Password"
  - button "Sign in"
  - button "Continue with Google" [disabled]
  - button "Continue with Microsoft" [disabled]
  - button "Continue with company sign-in" [disabled]
  - paragraph:
    - link "Forgot your password?"
`,
  );
  await signInTo(page, person, "/account");
  await expectTree(
    page,
    `
- banner:
  - link "Gatehouse"
  - button "Sign out"
- main:
  - heading "${person.name}" [level=1]
  - heading "Signed in as" [level=2]
  - term: Email
  - term: Tenant
  - term: Signed in with
  - heading "Profile" [level=2]
  - textbox "Name": ${person.name}
  - button "Save name"
  - heading "Password" [level=2]
  - textbox "Current password"
  - textbox "New password"
  - button "Change password"
  - heading "Your sessions" [level=2]
  - table "Your sessions":
    - rowgroup:
      - row "Browser Address Signed in Last seen"
  - heading "Appearance" [level=2]
  - group "Theme":
    - button "System" [pressed]
    - button "Light"
    - button "Dark"
- region "Notifications"
`,
  );
});
