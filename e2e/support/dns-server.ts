import { createServer, Packet } from "dns2";
import { freePort } from "./ports.ts";

export type DnsMode = "ok" | "servfail" | "silent";

export type DnsServer = {
  /** `ip:port`, as in DNS_SERVERS. */
  address: string;
  /**
   * Replaces the TXT records of a host. A record given as an array goes out in exactly these
   * strings; a long one is cut into strings of 255 bytes (RFC 1035, section 3.3.14).
   */
  setTxt(host: string, records: readonly (string | readonly string[])[]): void;
  /** Without a host: forgets every record. */
  clear(host?: string): void;
  setMode(mode: DnsMode): void;
  /** Every name that was asked for, in order. */
  queries: string[];
  stop(): Promise<void>;
};

const characterStringBytes = 255;

/** Starts a DNS server for tests on 127.0.0.1, on one port over UDP and TCP. */
export async function startDnsServer(): Promise<DnsServer> {
  const records = new Map<string, string[][]>();
  const queries: string[] = [];
  let mode: DnsMode = "ok";

  const server = createServer({
    udp: true,
    tcp: true,
    handle: (request, send) => {
      const [question] = request.questions;
      if (question === undefined || mode === "silent") return;
      const name = question.name.toLowerCase();
      queries.push(name);
      const response = Packet.createResponseFromRequest(request);
      const found = records.get(name);
      if (mode === "servfail") response.header.rcode = Packet.RCODE.SERVFAIL;
      else if (found === undefined) response.header.rcode = Packet.RCODE.NXDOMAIN;
      else if (question.type === Packet.TYPE.TXT) {
        const record = (data: string[]) =>
          Packet.createResourceFromQuestion(question, { ttl: 0, data });
        response.answers.push(...found.map(record));
      }
      send(response);
    },
  });
  const port = await freePort();
  const listening = { port, address: "127.0.0.1" };
  await server.listen({ udp: listening, tcp: listening });

  return {
    address: `127.0.0.1:${port}`,
    setTxt: (host, values) => {
      const strings = values.map((value) => (typeof value === "string" ? cut(value) : [...value]));
      records.set(host.toLowerCase(), strings);
    },
    clear: (host) => {
      if (host === undefined) records.clear();
      else records.delete(host.toLowerCase());
    },
    setMode: (next) => {
      mode = next;
    },
    queries,
    stop: () => server.close(),
  };
}

function cut(text: string): string[] {
  const strings: string[] = [];
  for (let start = 0; start === 0 || start < text.length; start += characterStringBytes) {
    strings.push(text.slice(start, start + characterStringBytes));
  }
  return strings;
}
