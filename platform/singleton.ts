const registryKey = Symbol.for("gatehouse.singletons");

/** Found once by each copy of this module: every request looks up several values. */
const values = registry();

function registry(): Map<string, unknown> {
  const existing: unknown = Reflect.get(globalThis, registryKey);
  if (existing instanceof Map) return existing;
  const created = new Map<string, unknown>();
  Reflect.set(globalThis, registryKey, created);
  return created;
}

/**
 * One value per process, however many copies of a module exist: Next bundles its own copy of the modules that
 * Node runs directly, and both must share a pool, a cache, a limiter.
 * `name` must be unique; `make` runs at the first call, and again at the next one should it throw.
 */
export function singleton<T>(name: string, make: () => T): T {
  if (!values.has(name)) values.set(name, make());
  // The only writer of this name is the `make` of the same call site, so its type is T.
  return values.get(name) as T;
}

/**
 * An object that is made at the first use of one of its properties, so that importing a module does nothing
 * (`next build` imports them all). Methods are bound to the real object.
 */
export function lazySingleton<T extends object>(name: string, make: () => T): T {
  const target = () => singleton(name, make);
  // The empty object is never read: every trap forwards to the real one.
  return new Proxy({} as T, {
    get: (_, key) => {
      const value: unknown = Reflect.get(target(), key, target());
      return typeof value === "function" ? value.bind(target()) : value;
    },
    set: (_, key, value) => Reflect.set(target(), key, value, target()),
    defineProperty: (_, key, descriptor) => Reflect.defineProperty(target(), key, descriptor),
    deleteProperty: (_, key) => Reflect.deleteProperty(target(), key),
    has: (_, key) => Reflect.has(target(), key),
    ownKeys: () => Reflect.ownKeys(target()),
    getOwnPropertyDescriptor: (_, key) => {
      const descriptor = Reflect.getOwnPropertyDescriptor(target(), key);
      // A proxy may not report a property as fixed that its own (empty) target does not have.
      return descriptor && { ...descriptor, configurable: true };
    },
  });
}
