import { expect, test } from "vitest";
import { documentProblems } from "./document-problems.mjs";

const paths = new Set([
  "README.md",
  "docs",
  "docs/operations.md",
  "docs/images",
  "docs/images/sign-in.png",
  "domain",
  "domain/users",
  "domain/users/schemas.ts",
  "domain/users/create.ts",
]);
const read = () => "const one = 1;\nconst two = 2;\n";
const problems = (text, file = "docs/operations.md") =>
  documentProblems({ file, text, paths, read });

test("links resolve from the document's own folder", () => {
  expect(problems("[a](../README.md#top) ![b](images/sign-in.png) [c](https://x.test/y)")).toEqual(
    [],
  );
  expect(problems("[a](README.md)")).toEqual([
    "docs/operations.md: the link README.md leads nowhere",
  ]);
});

test("a path in backticks has to exist", () => {
  expect(problems("`domain/users/create.ts:12`, `domain/users/`, `README.md`")).toEqual([]);
  expect(problems("`domain/users/delete.ts`")).toEqual([
    "docs/operations.md: `domain/users/delete.ts` does not exist",
  ]);
  expect(problems("`GONE.md`")).toEqual(["docs/operations.md: `GONE.md` does not exist"]);
});

test("a pattern has to match something", () => {
  expect(problems("`domain/<noun>/schemas.ts` `domain/**/{create,delete}.ts`")).toEqual([]);
  expect(problems("`domain/<noun>/queries.ts`")).toHaveLength(1);
});

test("addresses, commands and fenced blocks are not paths", () => {
  expect(problems("`/auth/msp/signin` `npm start` `application/json` `DATA_DIR`")).toEqual([]);
  expect(problems("```sh\ncat `domain/nowhere.ts`\n```")).toEqual([]);
});

test("a path of somebody's machine is refused wherever it stands", () => {
  expect(problems("```\ncd /home/ada/gatehouse\n```")).toEqual([
    "docs/operations.md: /home/ada is a path of somebody's own machine",
  ]);
  expect(problems("`https://x.test/home/ada`")).toEqual([]);
});

test("code that is said to be from a file stands there, word for word", () => {
  const from = (path, code) => `<!-- from ${path} -->\n\`\`\`ts\n${code}\n\`\`\`\n`;
  expect(problems(from("domain/users/create.ts", "const two = 2;"))).toEqual([]);
  const stale = "docs/operations.md: the code from domain/users/create.ts does not stand there";
  expect(problems(from("domain/users/create.ts", "const two = 3;"))).toEqual([stale]);
  expect(problems("<!-- from domain/users/create.ts -->\n")).toEqual([stale]);
  expect(problems(from("domain/users/gone.ts", "const two = 2;"))).toHaveLength(1);
});
