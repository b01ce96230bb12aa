// What the device keeps: the lists, the pinned key, the device's own key, the journal. IndexedDB, as two plain stores.

export interface Store {
  get<Value>(name: Name): Promise<Value | undefined>;
  put(name: Name, value: unknown): Promise<void>;
  entries<Value>(): Promise<readonly Value[]>;
  /** `entry.id` is its key. */
  putEntry(entry: { readonly id: string }): Promise<void>;
  deleteEntry(id: string): Promise<void>;
}

export type Name = "trust-list" | "status-list" | "scheme-key" | "asked-at" | "device-key" | "desk";

const [kept, journal] = ["kept", "journal"];

export async function openStore(): Promise<Store> {
  const opening = indexedDB.open("kimberlite-verifier", 1);
  opening.addEventListener("upgradeneeded", () => {
    opening.result.createObjectStore(kept);
    opening.result.createObjectStore(journal, { keyPath: "id" });
  });
  const database = await settled(opening);
  const store = (name: string, mode: IDBTransactionMode) =>
    database.transaction(name, mode).objectStore(name);
  return {
    get: (name) => settled(store(kept, "readonly").get(name)),
    put: async (name, value) => {
      await settled(store(kept, "readwrite").put(value, name));
    },
    entries: () => settled(store(journal, "readonly").getAll()),
    putEntry: async (entry) => {
      await settled(store(journal, "readwrite").put(entry));
    },
    deleteEntry: async (id) => {
      await settled(store(journal, "readwrite").delete(id));
    },
  };
}

function settled<Value>(request: IDBRequest<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error ?? new Error("the device's store failed")));
  });
}
