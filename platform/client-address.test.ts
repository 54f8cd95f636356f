import fc from "fast-check";
import { expect, test } from "vitest";
import { addressBucket, clientAddress } from "./client-address.ts";
import { parseCidr } from "./env-values.ts";
import { startProcessWith } from "./test-process.ts";

const trusted = ["10.0.0.0/8", "fd00::/8"].map(parseCidr).filter((cidr) => cidr !== null);
const from = (remoteAddress: string | undefined, forwardedFor?: string) =>
  clientAddress({ remoteAddress, forwardedFor }, trusted);

test.each([
  ["a stranger's header counts for nothing", "203.0.113.9", "198.51.100.1", "203.0.113.9"],
  ["behind a proxy the last address counts", "10.0.0.1", "198.51.100.1", "198.51.100.1"],
  ["what the client wrote itself is skipped", "10.0.0.1", "6.6.6.6, 198.51.100.1", "198.51.100.1"],
  [
    "proxies are passed from the right",
    "10.0.0.1",
    "6.6.6.6, 198.51.100.1, 10.0.0.2",
    "198.51.100.1",
  ],
  ["garbage nearest to us voids the header", "10.0.0.1", "198.51.100.1, x", "10.0.0.1"],
  ["garbage behind a proxy voids it too", "10.0.0.1", "x, 10.0.0.2", "10.0.0.1"],
  ["garbage left of the client does not matter", "10.0.0.1", "x, 198.51.100.1", "198.51.100.1"],
  ["an empty piece is garbage", "10.0.0.1", "198.51.100.1,", "10.0.0.1"],
  ["octal and short forms are garbage", "10.0.0.1", "0x7f.1", "10.0.0.1"],
  ["all proxies: the farthest", "10.0.0.1", "10.0.0.3, 10.0.0.2", "10.0.0.3"],
  ["a mapped peer is IPv4", "::ffff:10.0.0.1", "198.51.100.1", "198.51.100.1"],
  ["a mapped stranger is IPv4", "::ffff:203.0.113.9", undefined, "203.0.113.9"],
  ["ports are cut off", "10.0.0.1", "198.51.100.1:4711", "198.51.100.1"],
  ["also behind brackets", "fd00::1", "[2001:db8::7]:4711", "2001:db8::7"],
  ["no address at all", undefined, "198.51.100.1", "unknown"],
])("%s", (_, remote, header, expected) => {
  expect(from(remote, header)).toBe(expected);
});

test("without trusted proxies the header never counts", () => {
  fc.assert(
    fc.property(fc.ipV4(), fc.string(), (remoteAddress, forwardedFor) => {
      expect(clientAddress({ remoteAddress, forwardedFor }, [])).toBe(remoteAddress);
    }),
  );
});

test("the proxies are those of TRUSTED_PROXIES", () => {
  startProcessWith({ TRUSTED_PROXIES: "192.0.2.1, fd00::/8" });
  const forwardedFor = "198.51.100.1";
  expect(clientAddress({ remoteAddress: "192.0.2.1", forwardedFor })).toBe("198.51.100.1");
  expect(clientAddress({ remoteAddress: "fd12::1", forwardedFor })).toBe("198.51.100.1");
  expect(clientAddress({ remoteAddress: "192.0.2.2", forwardedFor })).toBe("192.0.2.2");
});

test("whatever a client prepends, the address that our proxy saw is the one", () => {
  fc.assert(
    fc.property(fc.string(), (forged) => {
      expect(from("10.0.0.1", `${forged}, 198.51.100.1`)).toBe("198.51.100.1");
    }),
  );
});

test.each([
  ["203.0.113.9", "203.0.113.9"],
  ["::ffff:203.0.113.9", "203.0.113.9"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:db8:1:2::ffff", "2001:db8:1:2::/64"],
  ["2001:db8:1:3::1", "2001:db8:1:3::/64"],
  ["fe80::1%eth0", "fe80:0:0:0::/64"],
  ["unknown", "unknown"],
  ["1.2.3.4, 5.6.7.8", "unknown"],
])("the bucket of %s is %s", (address, bucket) => {
  expect(addressBucket(address)).toBe(bucket);
});
