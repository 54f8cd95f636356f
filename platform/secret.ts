import { createHash, randomBytes } from "node:crypto";
import { inspect } from "node:util";

const shown = "[secret]";

/** Text that opens only by `.reveal()`: in a log, an error, JSON or a template string it reads `[secret]`. */
export class Secret {
  readonly #value: string;

  private constructor(value: string) {
    this.#value = value;
  }

  static of(value: string): Secret {
    return new Secret(value);
  }

  /** A new random secret of `bytes` bytes (256 bits unless told), as base64url text. */
  static generate(bytes = 32): Secret {
    return new Secret(randomBytes(bytes).toString("base64url"));
  }

  reveal(): string {
    return this.#value;
  }

  /** SHA-256 of the text, for secrets of high entropy that are only ever compared. Not for passwords. */
  hash(): Buffer {
    return createHash("sha256").update(this.#value).digest();
  }

  toString(): string {
    return shown;
  }

  toJSON(): string {
    return shown;
  }

  [inspect.custom](): string {
    return shown;
  }
}
