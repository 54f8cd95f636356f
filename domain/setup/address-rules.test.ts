import { describe, expect, test } from "vitest";
import { type Arrival, judgeAddress } from "./address-rules.ts";

const here: Arrival = { host: "sso.msp.example", proxy: "none", address: "192.0.2.7" };

function judged(baseUrl: string, arrival: Partial<Arrival> = {}) {
  const checks = judgeAddress(new URL(baseUrl), { ...here, ...arrival });
  return Object.fromEntries(checks.map(({ check, ...rest }) => [check, rest]));
}

describe("the address that Gatehouse has", () => {
  test("https, at the host that the browser asked for, needs nothing", () => {
    const checks = judged("https://sso.msp.example");
    expect(Object.values(checks).map(({ state }) => state)).toEqual(["ok", "ok", "ok", "ok"]);
  });

  test("another host than the browser asked for is wrong, and both ways out are named", () => {
    const { reached } = judged("https://sso.msp.example", { host: "gate.msp.example:8443" });
    expect(reached).toMatchObject({ state: "wrong" });
    expect(reached?.whatToDo).toContain("Open https://sso.msp.example");
    expect(reached?.whatToDo).toContain("BASE_URL=https://gate.msp.example:8443");
  });

  test("another host behind a proxy may be the proxy's doing: the browser has to tell", () => {
    const asked = { host: "localhost:3000", proxy: "trusted" as const };
    expect(judged("https://sso.msp.example", asked)["reached"]).toMatchObject({ state: "note" });
  });

  test.each([
    ["http://localhost:3000", "note", "nobody else can sign in"],
    ["http://127.0.0.1:3000", "note", "nobody else can sign in"],
    ["http://sso.msp.example", "wrong", "for anyone to read"],
    ["https://sso.msp.example", "ok", "encrypted"],
  ])("%s is %s", (baseUrl, state, found) => {
    expect(judged(baseUrl)["encrypted"]).toMatchObject({
      state,
      found: expect.stringContaining(found),
    });
  });

  test("a proxy that is not trusted is named, with the setting that trusts it", () => {
    const { proxy } = judged("https://sso.msp.example", { proxy: "untrusted" });
    expect(proxy).toMatchObject({ state: "wrong" });
    expect(proxy?.whatToDo).toContain("TRUSTED_PROXIES=192.0.2.7");
    expect(judged("https://sso.msp.example", { proxy: "trusted" })["proxy"]).toMatchObject({
      state: "ok",
    });
  });
});
