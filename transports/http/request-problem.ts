/** What is wrong with a request as HTTP, before any operation is reached. */
export class RequestProblem extends Error {
  override readonly name = "RequestProblem";
  readonly status: 413 | 415;
  readonly code: string;

  constructor(status: 413 | 415, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}
