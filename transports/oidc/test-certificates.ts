import { generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";

/*
 * For tests: certificates (RFC 5280 section 4.1), which Node can read and not write. P-256 throughout.
 */

export type TestCertificate = { cert: string; key: string; privateKey: KeyObject; name: string };

const OIDS = {
  ecdsaWithSha256: "06082a8648ce3d040302",
  commonName: "0603550403",
  organisation: "060355040a",
  basicConstraints: "0603551d13",
  subjectAltName: "0603551d11",
} as const;

/** A certificate for `name`, by `issuer` or by itself. An issuer's own one is made with `isCa`. */
export function newCertificate(
  name: string,
  { issuer, isCa = false }: { issuer?: TestCertificate; isCa?: boolean } = {},
): TestCertificate {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const algorithm = seq(oid("ecdsaWithSha256"));
  const day = 86_400_000;
  const extension = isCa
    ? seq(
        oid("basicConstraints"),
        der(0x01, Buffer.from([0xff])),
        octets(seq(der(0x01, Buffer.from([0xff])))),
      )
    : seq(oid("subjectAltName"), octets(seq(der(0x82, Buffer.from("localhost")))));
  const body = seq(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.concat([Buffer.from([1]), randomBytes(15)])),
    algorithm,
    nameOf(issuer?.name ?? name),
    seq(time(Date.now() - day), time(Date.now() + day)),
    nameOf(name),
    publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, seq(extension)),
  );
  const signature = sign("sha256", body, issuer?.privateKey ?? privateKey);
  const whole = seq(body, algorithm, der(0x03, Buffer.concat([Buffer.from([0]), signature])));
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${whole.toString("base64")}\n-----END CERTIFICATE-----\n`,
    key: String(privateKey.export({ type: "pkcs8", format: "pem" })),
    privateKey,
    name,
  };
}

function nameOf(name: string): Buffer {
  const part = (kind: keyof typeof OIDS, text: string) =>
    der(0x31, seq(oid(kind), der(0x0c, Buffer.from(text))));
  return seq(part("organisation", "Example"), part("commonName", name));
}

function time(at: number): Buffer {
  const text = new Date(at).toISOString().replace(/\.\d+/, "").replaceAll(/[-:T]/g, "");
  return der(0x18, Buffer.from(text));
}

const oid = (name: keyof typeof OIDS) => Buffer.from(OIDS[name], "hex");
const seq = (...parts: Buffer[]) => der(0x30, ...parts);
const octets = (content: Buffer) => der(0x04, content);

/** X.690 section 8.1: tag, length, content. */
function der(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const sizes =
    length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...sizes]), content]);
}
