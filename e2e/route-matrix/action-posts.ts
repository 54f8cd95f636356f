import type { RawRequest } from "./raw-request.ts";
import { type Place, stateTree } from "./request-kinds.ts";

export type ActionForm = Readonly<Record<string, string | readonly string[]>>;

const boundary = "----gatehouse-route-matrix";
const multipart = { "content-type": `multipart/form-data; boundary=${boundary}` };
const idle = `{"status":"idle"}`;

/** How many arguments an action takes, as Next encodes it in the id's first byte. */
function takesFormAlone(id: string): boolean {
  const [hasRest, count] = [Number.parseInt(id.slice(0, 2), 16) & 1, argumentCount(id)];
  return hasRest === 0 && count === 1;
}

function argumentCount(id: string): number {
  const mask = (Number.parseInt(id.slice(0, 2), 16) >> 1) & 0b111111;
  return mask.toString(2).replaceAll("0", "").length;
}

/**
 * An action as a page's script posts it: `Next-Action`, and the arguments as React's `encodeReply`
 * writes them (the answer before, then the form).
 */
export function scriptedPost(id: string, place: Place, form: ActionForm): RawRequest {
  const args = takesFormAlone(id) ? `["$K1"]` : `[${idle},"$K1"]`;
  const fields = entriesOf(form).map(([name, value]): [string, string] => [`_1_${name}`, value]);
  return {
    path: place.path,
    method: "POST",
    headers: {
      ...multipart,
      accept: "text/x-component",
      "next-action": id,
      "next-router-state-tree": stateTree(place),
    },
    body: encodeMultipart([...fields, ["0", args]]),
  };
}

/** The same as a form without scripts: fields that name the action and the answer before. */
export function plainPost(id: string, place: Place, form: ActionForm): RawRequest {
  const action: [string, string][] = takesFormAlone(id)
    ? [[`$ACTION_ID_${id}`, ""]]
    : [
        ["$ACTION_REF_1", ""],
        ["$ACTION_1:0", JSON.stringify({ id, bound: "$@1" })],
        ["$ACTION_1:1", `[${idle}]`],
        ["$ACTION_KEY", "k0000000000000000000000000000000"],
      ];
  return {
    path: place.path,
    method: "POST",
    headers: { ...multipart, accept: "text/html" },
    body: encodeMultipart([...action, ...entriesOf(form)]),
  };
}

function entriesOf(form: ActionForm): [string, string][] {
  return Object.entries(form).flatMap(([name, value]) =>
    (typeof value === "string" ? [value] : value).map((each): [string, string] => [name, each]),
  );
}

function encodeMultipart(fields: readonly (readonly [name: string, value: string])[]): string {
  const parts = fields.map(
    ([name, value]) =>
      `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  return `${parts.join("")}--${boundary}--\r\n`;
}

export type ActionAnswer = { code: string; message: string };

/**
 * What the action said, from the answer to a scripted post: the code of its failure, `done`,
 * `redirect`, or `none` when the answer holds no such thing.
 */
export function answerOf(text: string, headers: Readonly<Record<string, string>>): ActionAnswer {
  const message = /"message":"((?:[^"\\]|\\.)*)"/.exec(text)?.[1] ?? "";
  const code = /"status":"failed","at":\d+,"code":"(\w+)"/.exec(text)?.[1];
  if (code !== undefined) return { code, message };
  if (/"status":"done"/.test(text)) return { code: "done", message };
  if (headers["x-action-redirect"] !== undefined) {
    return { code: "redirect", message: headers["x-action-redirect"] };
  }
  return { code: "none", message };
}
