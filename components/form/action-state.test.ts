import { expect, it } from "vitest";
import { valuesOf } from "./action-state.ts";

it("sends back what was typed, and never a password, a secret or what belongs to the kit", () => {
  const form = new FormData();
  form.set("name", "Acme");
  form.append("roles", "admin");
  form.append("roles", "member");
  form.set("_tenant", "acme");
  form.set("$ACTION_KEY", "k1");
  form.set("password", "typed again");
  form.set("clientSecret", "typed again");
  expect(valuesOf(form)).toEqual({ name: ["Acme"], roles: ["admin", "member"] });
});

it("a secret is not kept to be shown again, what is told about it is", () => {
  const form = new FormData();
  for (const name of ["clientSecret", "newPassword", "token", "_for", "$ACTION_1:0"]) {
    form.set(name, "canary");
  }
  form.set("secretExpiresAt", "2031-05-06");
  form.set("tokenFormat", "ES256");
  expect(valuesOf(form)).toEqual({ secretExpiresAt: ["2031-05-06"], tokenFormat: ["ES256"] });
});
