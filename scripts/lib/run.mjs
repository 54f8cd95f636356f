import { spawn } from "node:child_process";
import { constants } from "node:os";
import { root } from "./root.mjs";

const SIGNALS = ["SIGTERM", "SIGINT", "SIGHUP"];

/**
 * Runs a program in the repository's folder and keeps what it printed.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string }} [options]
 * @returns {Promise<{ code: number, output: string }>} a signal counts as 128 plus its number, a
 *   program that is not there as 127
 */
export function capture(command, args, { env = process.env, cwd = root } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    const signals = forwardSignals(child);
    let output = "";
    const keep = (chunk) => {
      output += chunk;
    };
    child.stdout.setEncoding("utf8").on("data", keep);
    child.stderr.setEncoding("utf8").on("data", keep);
    const settle = (code, text) => {
      // Whoever stops this process wants no further step of it.
      if (signals.received() !== null) process.exit(exitCode(null, signals.received()));
      signals.stop();
      resolve({ code, output: text });
    };
    child.once("error", (error) => settle(127, error.message));
    child.once("close", (code, signal) => settle(exitCode(code, signal), output));
  });
}

/**
 * Hands the terminal to a program: standard streams and signals go through, and its exit code comes
 * back, so that a supervisor sees the program as if it had started it itself.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<number>}
 */
export function handOver(command, args, env = process.env) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, env, stdio: "inherit" });
    forwardSignals(child);
    child.once("error", () => resolve(127));
    child.once("exit", (code, signal) => resolve(exitCode(code, signal)));
  });
}

/** A child outlives its parent unless it is told, and an orphaned build would go on writing. */
function forwardSignals(child) {
  let received = null;
  const forward = (signal) => {
    received = signal;
    // At a terminal Ctrl-C reaches the whole process group: forwarding would deliver it twice.
    if (signal === "SIGINT" && process.stdin.isTTY) return;
    child.kill(signal);
  };
  for (const signal of SIGNALS) process.on(signal, forward);
  const stop = () => {
    for (const signal of SIGNALS) process.off(signal, forward);
  };
  return { stop, received: () => received };
}

function exitCode(code, signal) {
  return code ?? 128 + (constants.signals[signal] ?? 0);
}
