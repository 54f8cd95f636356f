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
