/**
 * Settings of the server, given on its command line, so that they always are those of the running
 * version. Nothing here trades durability for speed.
 */
export function serverSettings(maxConnections: number): Record<string, string> {
  return {
    listen_addresses: "127.0.0.1",
    // A socket file would lie in /tmp, or meet the 107-byte limit of its path in the data folder.
    unix_socket_directories: "",
    max_connections: String(maxConnections),
    shared_buffers: "128MB",
    fsync: "on",
    full_page_writes: "on",
    synchronous_commit: "on",
    wal_level: "replica",
    max_wal_size: "512MB",
    checkpoint_timeout: "15min",
    jit: "off",
    io_method: "sync",
    timezone: "UTC",
    log_timezone: "UTC",
    log_line_prefix: "%m [%p] ",
    log_checkpoints: "off",
    ...quietLog,
  };
}

/** Statements and row values hold secrets and addresses, so neither stands in the log. */
export const quietLog: Record<string, string> = {
  log_statement: "none",
  log_min_error_statement: "panic",
  log_error_verbosity: "terse",
};

/** `-c name=value` for each setting. */
export function settingArguments(settings: Record<string, string>): string[] {
  return Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}
