import { spawn } from "node:child_process";
import { once } from "node:events";
import { globSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));

test("the generated code is what the proto files say, byte for byte", async () => {
  const folder = await mkdtemp(join(tmpdir(), "gatehouse-proto-"));
  try {
    const words = ["generate", "proto", "--template", "proto/buf.gen.yaml", "-o", folder];
    const child = spawn(join(root, "node_modules/.bin/buf"), words, {
      cwd: root,
      stdio: ["ignore", "ignore", "inherit"],
      // Nothing is written into anybody's home folder.
      env: { PATH: dirname(process.execPath), HOME: folder, NODE_ENV: "test" },
    });
    expect((await once(child, "close"))[0]).toBe(0);
    const [fresh, committed] = [
      filesBelow(join(folder, "proto/generated")),
      filesBelow(join(root, "proto/generated")),
    ];
    expect(Object.keys(committed).length).toBeGreaterThan(5);
    expect(committed).toEqual(fresh);
  } finally {
    await rm(folder, { recursive: true });
  }
}, 60_000);

function filesBelow(folder: string): Record<string, string> {
  const names = globSync("**/*_pb.{js,d.ts}", { cwd: folder }).sort();
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), "utf8")]));
}
