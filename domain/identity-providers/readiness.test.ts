import { describe, expect, test } from "vitest";
import { isUsable, type ReadinessFacts, readinessOf, servesManyDirectories } from "./readiness.ts";

const now = new Date("2026-11-20T12:00:00Z");
const before = new Date(now.getTime() - 1);
const after = new Date(now.getTime() + 1);
const live = { expiresAt: null, keyKnown: true };
const facts: ReadinessFacts = {
  kind: "google",
  enabled: true,
  clientId: "client",
  issuer: "https://accounts.google.com",
  directoryIds: [],
  secrets: [live],
};
const entra: ReadinessFacts = {
  ...facts,
  kind: "azure-ad",
  issuer: "https://login.microsoftonline.com/organizations/v2.0",
};

describe("a provider", () => {
  test.each<[string, ReadinessFacts, string[]]>([
    ["with all that it takes", facts, []],
    ["that is switched off", { ...facts, enabled: false }, ["switched_off"]],
    ["without a client id", { ...facts, clientId: "" }, ["client_id_missing"]],
    ["without a secret", { ...facts, secrets: [] }, ["secret_missing"]],
    [
      "whose secret expires this instant",
      { ...facts, secrets: [{ ...live, expiresAt: now }] },
      ["secret_expired"],
    ],
    [
      "whose secret has expired",
      { ...facts, secrets: [{ ...live, expiresAt: before }] },
      ["secret_expired"],
    ],
    ["whose secret is about to expire", { ...facts, secrets: [{ ...live, expiresAt: after }] }, []],
    [
      "whose secret no key opens",
      { ...facts, secrets: [{ ...live, keyKnown: false }] },
      ["secret_unreadable"],
    ],
    [
      "with an old secret that has expired and a new one",
      { ...facts, secrets: [live, { ...live, expiresAt: before }] },
      [],
    ],
    [
      "with a new secret that no key opens and an old one",
      { ...facts, secrets: [{ ...live, keyKnown: false }, live] },
      [],
    ],
    ["of Entra ID for any directory, without one", entra, ["directory_missing"]],
    ["of Entra ID with a directory", { ...entra, directoryIds: ["d"] }, []],
    [
      "of Entra ID at one directory's issuer",
      { ...entra, issuer: "https://login.microsoftonline.com/d/v2.0" },
      [],
    ],
    [
      "that lacks several things, with each of them",
      { ...entra, enabled: false, clientId: "", secrets: [] },
      ["switched_off", "client_id_missing", "directory_missing", "secret_missing"],
    ],
  ])("%s is told apart", (_, given, reasons) => {
    expect(readinessOf(given, now)).toEqual({ ready: reasons.length === 0, reasons });
  });
});

test("a secret is sent while it is live and readable, and never otherwise", () => {
  expect(isUsable(live, now)).toBe(true);
  expect(isUsable({ ...live, expiresAt: now }, now)).toBe(false);
  expect(isUsable({ ...live, keyKnown: false }, now)).toBe(false);
});

test("issuers that serve many directories are known, and others are not", () => {
  for (const shared of ["organizations", "common", "consumers", "{tenantid}", "Common"]) {
    expect(servesManyDirectories(`https://login.microsoftonline.com/${shared}/v2.0`)).toBe(true);
    expect(servesManyDirectories(`https://login.microsoftonline.com/${shared}`)).toBe(true);
  }
  expect(servesManyDirectories("https://common.example/v2.0")).toBe(false);
  expect(servesManyDirectories("https://idp.example/commonwealth")).toBe(false);
});
