import { createHash } from "node:crypto";
import { connect, createServer } from "node:net";
import { root } from "./root.mjs";

/**
 * Runs `work` while no other process of this checkout holds the lock `name`, waiting as long as one
 * does. The lock is an abstract unix socket: the kernel drops it with its process, so that a
 * `kill -9` leaves nothing behind to clean up or to misjudge.
 *
 * @template T
 * @param {string} name
 * @param {() => Promise<T>} work
 * @param {() => void} [onWait] called once when another process holds the lock
 * @returns {Promise<T>}
 */
export async function withLock(name, work, onWait = () => {}) {
  const address = `\0gatehouse-${createHash("sha256").update(`${root}\n${name}`).digest("hex")}`;
  let held = await listen(address);
  if (!held) onWait();
  while (!held) {
    await released(address);
    held = await listen(address);
  }
  try {
    return await work();
  } finally {
    held.release();
  }
}

/** Holds the address, or answers null when another process does. */
function listen(address) {
  return new Promise((resolve, reject) => {
    const waiting = new Set();
    const server = createServer((socket) => {
      socket.unref().on("error", () => {});
      waiting.add(socket);
    });
    const release = () => {
      server.close();
      for (const socket of waiting) socket.destroy();
    };
    server.unref();
    server.once("error", (error) => (error.code === "EADDRINUSE" ? resolve(null) : reject(error)));
    server.listen(address, () => resolve({ release }));
  });
}

/** Settles when the holder let go or died: both end the connection to it. */
function released(address) {
  return new Promise((resolve) => {
    const socket = connect(address);
    socket.once("close", resolve);
    socket.on("error", () => {});
    socket.resume();
  });
}
