import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import type { IncomingMessage } from "node:http";
import { TLSSocket } from "node:tls";
import { isTrustedProxy } from "#platform/client-address.ts";
import { env } from "#platform/env.ts";
import { singleton } from "#platform/singleton.ts";

type Shown = { certificate: X509Certificate; authorized: boolean };

const kept = new WeakMap<IncomingMessage, Shown | null>();

/**
 * The certificate that a client showed, and whether our CA vouches for it: from the connection itself,
 * or from the `Client-Cert` header of a trusted proxy (RFC 9440 section 2.2). The header of anybody
 * else is removed unread.
 */
export function readCertificate(request: IncomingMessage): Shown | null {
  const known = kept.get(request);
  if (known !== undefined) return known;
  const header = request.headers["client-cert"];
  delete request.headers["client-cert"];
  delete request.headers["client-cert-chain"];
  const shown = fromConnection(request) ?? fromProxy(request, header);
  kept.set(request, shown);
  return shown;
}

function fromConnection({ socket }: IncomingMessage): Shown | null {
  if (!(socket instanceof TLSSocket)) return null;
  const certificate = socket.getPeerX509Certificate();
  return certificate ? { certificate, authorized: socket.authorized } : null;
}

function fromProxy(request: IncomingMessage, header: string | string[] | undefined): Shown | null {
  if (typeof header !== "string" || !isTrustedProxy(request.socket.remoteAddress)) return null;
  // RFC 8941 section 3.3.5: a byte sequence stands between colons.
  const encoded = /^:([A-Za-z0-9+/]+={0,2}):$/.exec(header.trim())?.[1];
  if (encoded === undefined) return null;
  try {
    const certificate = new X509Certificate(Buffer.from(encoded, "base64"));
    return { certificate, authorized: isFromOurCa(certificate) };
  } catch {
    return null;
  }
}

/** A proxy may hand on any certificate, so we look ourselves who issued it and whether it runs. */
function isFromOurCa(certificate: X509Certificate): boolean {
  const now = Date.now();
  const runs = Date.parse(certificate.validFrom) <= now && now < Date.parse(certificate.validTo);
  return (
    runs &&
    clientCas().some((ca) => certificate.checkIssued(ca) && certificate.verify(ca.publicKey))
  );
}

function clientCas(): readonly X509Certificate[] {
  return singleton("client-cas", () => {
    if (env.TLS_CLIENT_CA_FILE === undefined) return [];
    const text = readFileSync(env.TLS_CLIENT_CA_FILE, "utf8");
    const blocks = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
    return blocks.map((block) => new X509Certificate(block));
  });
}

/**
 * Whether a certificate's subject is the one that is registered, as RFC 4514 writes it: the parts in
 * either order, because tools print both.
 */
export function subjectMatches(certificate: X509Certificate, registered: string): boolean {
  const own = certificate.subject.split("\n").map((part) => part.trim());
  const expected = registered.split(/(?<!\\),/).map((part) => part.trim().replaceAll("\\,", ","));
  const same = (parts: readonly string[]) =>
    parts.length === expected.length && parts.every((part, at) => part === expected[at]);
  return same(own) || same(own.toReversed());
}
