import { alternate, type Measured } from "./alternate.ts";
import type { Bench } from "./bench.ts";
import type { ConsoleFixture } from "./console-fixture.ts";
import { type Connection, openConnection } from "./http-connection.ts";

/** Requests of one turn: enough to be past the first one's cold caches, few enough to alternate. */
const PER_TURN = 5;

/**
 * How long answers of the product take beside an empty Next page, in milliseconds, one request at a
 * time over connections that stay open, turn by turn.
 * @throws for an answer that is not 200 or does not contain what it must
 */
export async function timeBesideEmptyPage(
  { sizes }: Pick<Bench, "sizes">,
  { product, empty, cookie, baseUrl }: ConsoleFixture,
  asked: { path: string; expect: string },
): Promise<Measured<number[]>> {
  const [ours, theirs] = [await openConnection(product.port), await openConnection(empty.port)];
  const head = `Host: ${new URL(baseUrl).host}\r\nAccept: text/html\r\n`;
  const page = `GET ${asked.path} HTTP/1.1\r\n${head}Cookie: ${cookie}\r\n\r\n`;
  const emptyPage = `GET / HTTP/1.1\r\n${head}\r\n`;
  try {
    await turn(ours, page, asked.expect);
    await turn(theirs, emptyPage, "Empty");
    return await alternate(
      sizes.rounds,
      () => turn(ours, page, asked.expect),
      () => turn(theirs, emptyPage, "Empty"),
    );
  } finally {
    ours.close();
    theirs.close();
  }
}

async function turn(connection: Connection, request: string, expect: string): Promise<number[]> {
  const times: number[] = [];
  for (let at = 0; at < PER_TURN; at += 1) {
    const start = performance.now();
    const { status, body } = await connection.send(request);
    times.push(performance.now() - start);
    if (status !== 200 || !body.includes(expect)) {
      throw new Error(`${request.split("\r\n")[0]} answered ${status} without "${expect}"`);
    }
  }
  return times;
}
