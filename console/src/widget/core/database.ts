/**
 * A few records with pictures that outlive the page: IndexedDB behind three verbs.
 *
 * Where a browser refuses it (some private windows, sandboxed frames), records live as long as the page.
 */

const NAME = 'yijian';
const STORES = ['drafts', 'parcels'] as const;
export type StoreName = (typeof STORES)[number];

export interface Store<T> {
  put(key: string, value: T): Promise<void>;
  remove(key: string): Promise<void>;
  get(key: string): Promise<T | undefined>;
  all(): Promise<T[]>;
}

let opened: Promise<IDBDatabase> | undefined;

function database(): Promise<IDBDatabase> {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      for (const store of STORES) request.result.createObjectStore(store);
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error(NAME));
  });
  return opened;
}

/** The records of one kind. */
export function openStore<T>(name: StoreName): Store<T> {
  /** What the database did not take. */
  const memory = new Map<string, T>();

  async function run<R>(mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest<R>): Promise<R> {
    const transaction = (await database()).transaction(name, mode);
    const request = act(transaction.objectStore(name));
    return new Promise((resolve, reject) => {
      // Not the request's success: only a finished transaction is on disk.
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error ?? new Error(NAME));
    });
  }

  return {
    async put(key, value) {
      try {
        await run('readwrite', (store) => store.put(value, key));
        memory.delete(key);
      } catch {
        // No database, or no room in it.
        memory.set(key, value);
      }
    },
    async remove(key) {
      memory.delete(key);
      await run('readwrite', (store) => store.delete(key)).catch(() => undefined);
    },
    async get(key) {
      const stored = await run('readonly', (store) => store.get(key) as IDBRequest<T | undefined>).catch(
        () => undefined,
      );
      return memory.get(key) ?? stored;
    },
    async all() {
      const stored = await run('readonly', (store) => store.getAll() as IDBRequest<T[]>).catch(() => []);
      return [...stored, ...memory.values()];
    },
  };
}
