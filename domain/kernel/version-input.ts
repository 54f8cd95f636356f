import { z } from "zod";

/** The version of an object that a change starts from, as reading the object gave it. */
export const versionInput = z
  .string()
  .max(2_000, "This is not a version that Gatehouse gave out.")
  .regex(/^(?:\w+:[\w-]{8}(?:\.|$))+$/, "This is not a version that Gatehouse gave out.")
  .optional();
