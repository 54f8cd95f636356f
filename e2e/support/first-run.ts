import type { Upstream } from "#demo/upstream/types.ts";
import { startUpstream } from "#demo/upstream.ts";
import { type DnsServer, startDnsServer } from "./dns-server.ts";
import { freePort } from "./ports.ts";
import { type Product, startProduct } from "./product.ts";
import { type SmtpSink, startSmtpServer } from "./smtp-server.ts";

/** The product as its first start leaves it, and the world that a newcomer connects it to. */
export type FirstRun = {
  product: Product;
  /** The link that the start printed. */
  setupLink: string;
  /** The DNS host of the newcomer's domain. */
  dns: DnsServer;
  /** Everybody's mailbox. */
  smtp: SmtpSink;
  /** The OpenID Provider where the newcomer's colleagues have their accounts. */
  upstream: Upstream;
  stop(): Promise<void>;
};

/** Starts the product on an empty database; nobody has set it up. */
export async function startFirstRun(webPort?: number): Promise<FirstRun> {
  const dns = await startDnsServer();
  const smtp = await startSmtpServer();
  const upstream = await startUpstream({ flavour: "oidc", title: "Contoso accounts" });
  const stopServers = async () => {
    await Promise.all([dns, smtp, upstream].map((server) => server.stop()));
  };
  try {
    const product = await startProduct({
      env: {
        DNS_SERVERS: dns.address,
        SMTP_URL: smtp.url,
        MAIL_FROM: "Gatehouse <gatehouse@msp.example>",
      },
      ports: {
        web: webPort ?? (await freePort()),
        management: await freePort(),
        grpc: await freePort(),
      },
    });
    const setupLink = await product.setupLink();
    const stop = async () => {
      await product.stop();
      await stopServers();
    };
    return { product, setupLink, dns, smtp, upstream, stop };
  } catch (error) {
    await stopServers();
    throw error;
  }
}
