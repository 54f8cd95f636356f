import { createClient } from "@connectrpc/connect";
import { createGrpcTransport } from "@connectrpc/connect-node";
import type { Page } from "@playwright/test";
import { SsoClientService } from "#proto/generated/gatehouse/v1/sso_clients_pb.js";
import { signInTo } from "./console.ts";
import { type Installation, record } from "./installation.ts";

export const redirectUris = ["https://app.example/callback", "https://app.example/other"];
export const renamed = { name: "Renamed wiki", tags: ["ops"] };

/** One way to the registry of a tenant's SSO clients, as whoever uses it would. */
export type Door = {
  create(slug: string): Promise<string>;
  list(slug: string): Promise<string[]>;
  change(slug: string, clientId: string): Promise<void>;
  disable(slug: string, clientId: string): Promise<void>;
  remove(slug: string, clientId: string): Promise<void>;
};

const born = { name: "Wiki", template: "web", redirectUris };

export function restDoor({ rest }: Installation): Door {
  const many = (slug: string) => `/v1/tenants/${slug}/sso-clients`;
  const change = (slug: string, clientId: string, json: object) =>
    rest(`${many(slug)}/${clientId}`, { method: "PATCH", json });
  return {
    create: async (slug) => String(record(await rest(many(slug), { json: born }))["clientId"]),
    list: async (slug) => namesOf(record(await rest(many(slug)))["items"]),
    change: async (slug, id) => void (await change(slug, id, renamed)),
    disable: async (slug, id) => void (await change(slug, id, { enabled: false })),
    remove: async (slug, id) => void (await rest(`${many(slug)}/${id}`, { method: "DELETE" })),
  };
}

/** A client generated from the committed proto files. */
export function grpcRegistry({ product }: Installation, token: string) {
  const transport = createGrpcTransport({
    baseUrl: `http://127.0.0.1:${product.ports.grpc}`,
    interceptors: [
      (next) => (request) => {
        request.header.set("authorization", `Bearer ${token}`);
        return next(request);
      },
    ],
  });
  return createClient(SsoClientService, transport);
}

export function grpcDoor(installation: Installation): Door {
  const registry = grpcRegistry(installation, installation.credential);
  return {
    create: async (tenant) =>
      (await registry.createSsoClient({ tenant, ...born })).ssoClient?.clientId ?? "",
    list: async (tenant) => namesOf((await registry.listSsoClients({ tenant })).ssoClients),
    change: async (tenant, clientId) => {
      const { name, tags } = renamed;
      await registry.updateSsoClient({ tenant, clientId, name, tags: { values: tags } });
    },
    disable: async (tenant, clientId) => {
      await registry.updateSsoClient({ tenant, clientId, enabled: false });
    },
    remove: async (tenant, clientId) => {
      await registry.deleteSsoClient({ tenant, clientId });
    },
  };
}

export function cliDoor({ product, credential }: Installation): Door {
  const sso = async (slug: string, ...words: string[]) => {
    const env = { GATEHOUSE_URL: product.baseUrl, GATEHOUSE_TOKEN: credential };
    const answer = await product.cli(["sso", ...words, "--tenant", slug, "--json"], { env });
    if (answer.code !== 0) throw new Error(answer.stderr);
    return record(answer.json);
  };
  return {
    create: async (slug) => {
      const words = ["create", "--name", born.name, "--template", born.template];
      return String((await sso(slug, ...words, "--redirect-uri", ...redirectUris))["clientId"]);
    },
    list: async (slug) => namesOf((await sso(slug, "list"))["items"]),
    change: async (slug, id) => {
      await sso(slug, "update", id, "--name", renamed.name, "--tag", "ops");
    },
    disable: async (slug, id) => void (await sso(slug, "update", id, "--disable")),
    remove: async (slug, id) => void (await sso(slug, "delete", id)),
  };
}

/** The screens, by somebody who is signed in. */
export function webDoor({ operator }: Installation, page: Page): Door {
  const list = (slug: string) => `/t/${slug}/sso-clients`;
  return {
    create: async (slug) => {
      await signInTo(page, operator, `${list(slug)}/new/web`);
      await page.getByLabel("Name", { exact: true }).fill(born.name);
      await page.getByLabel("Redirect URIs", { exact: true }).fill(redirectUris.join("\n"));
      await page.getByRole("button", { name: "Register client" }).click();
      const id = page.getByText(/^gh_[0-9A-Za-z]{22}$/);
      const clientId = (await id.textContent()) ?? "";
      await page.getByRole("link", { name: "I have copied it: go on" }).click();
      await page.waitForURL(/\/sso-clients\/[\da-f-]{36}$/);
      return clientId;
    },
    list: async (slug) => {
      await page.goto(list(slug));
      const links = page.getByRole("table").locator(`a[href^="${list(slug)}/"]`);
      await links.first().waitFor();
      return await links.allTextContents();
    },
    change: async (slug, clientId) => {
      await page.goto(`${list(slug)}/${clientId}/edit`);
      await page.getByLabel("Name", { exact: true }).fill(renamed.name);
      await page.getByLabel("Tags").fill(renamed.tags.join("\n"));
      await page.getByRole("button", { name: "Save changes" }).click();
      await page.waitForURL(/\/sso-clients\/[\da-f-]{36}$/);
    },
    disable: async (slug) => {
      await page.goto(list(slug));
      const control = page.getByRole("switch", { name: `${renamed.name}: sign-in` });
      await control.click();
      await page.locator("[role=switch][aria-checked=false]").waitFor();
    },
    remove: async (slug, clientId) => {
      await page.goto(`${list(slug)}/${clientId}?dialog=delete`);
      const dialog = page.getByRole("dialog");
      await dialog.getByRole("textbox").fill(renamed.name);
      await dialog.getByRole("button", { name: `Delete ${renamed.name}` }).click();
      await page.waitForURL((url) => url.pathname === list(slug));
    },
  };
}

function namesOf(items: unknown): string[] {
  if (!Array.isArray(items)) throw new Error("no list");
  return items.map((item) => String(record(item)["name"]));
}
