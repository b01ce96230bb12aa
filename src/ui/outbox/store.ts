// What waits on this device: requests that met no network, and what was typed and not yet sent. Kept in the browser's
// own database, for the page and for the service worker alike. Nothing here is a record: it counts when the register
// has answered.

/** A form as it was sent: the worker keeps it when the network does not answer. */
export interface Waiting {
  readonly id: string;
  /** Id of the person who sent it: nobody else's session may send it. */
  readonly person: string;
  /** Where it goes: the address of the form. */
  readonly path: string;
  readonly contentType: string;
  readonly body: ArrayBuffer;
  /** Milliseconds since 1970, by this device. */
  readonly at: number;
  readonly tries: number;
  readonly why: Why;
  /** What the register said, in the reader's language; only when it refused. */
  readonly answer: string;
}

export type Why =
  | "no-network"
  /** The register or its database is away. */
  | "service-down"
  /** The session has ended: somebody has to sign in again. */
  | "signed-out"
  /** The register refused it: it will not be sent again by itself. */
  | "refused"
  /** Somebody else saved the same part meanwhile. */
  | "conflict";

/** Only these go out again without a person. */
export const goesByItself: ReadonlySet<Why> = new Set<Why>(["no-network", "service-down", "signed-out"]);

/** The fields of a form while they are being filled in. */
export interface Typed {
  readonly path: string;
  readonly person: string;
  readonly fields: readonly (readonly [name: string, value: string])[];
  readonly at: number;
  /** It was sent; what is typed may go once a page has come from the network. */
  readonly sent: boolean;
}

export const keepWaiting = (item: Waiting): Promise<void> => write("waiting", (store) => store.put(item));
export const removeWaiting = (id: string): Promise<void> => write("waiting", (store) => store.delete(id));
export const findWaiting = (id: string): Promise<Waiting | undefined> =>
  read("waiting", (store) => store.get(id) as IDBRequest<Waiting | undefined>);

/** Oldest first: the order in which they were sent. */
export async function listWaiting(): Promise<readonly Waiting[]> {
  const all = await read("waiting", (store) => store.getAll() as IDBRequest<Waiting[]>);
  return all.sort((a, b) => a.at - b.at);
}

export const keepTyped = (typed: Typed): Promise<void> => write("typed", (store) => store.put(typed));
export const removeTyped = (path: string): Promise<void> => write("typed", (store) => store.delete(path));
export const findTyped = (path: string): Promise<Typed | undefined> =>
  read("typed", (store) => store.get(path) as IDBRequest<Typed | undefined>);
export const listTyped = (): Promise<readonly Typed[]> =>
  read("typed", (store) => store.getAll() as IDBRequest<Typed[]>);

/** Who sits at this device, as the last page said; empty after somebody signed out. */
export const keepPerson = (id: string): Promise<void> => write("person", (store) => store.put(id, "now"));
export const findPerson = async (): Promise<string> =>
  (await read("person", (store) => store.get("now") as IDBRequest<string | undefined>)) ?? "";

/** Milliseconds since 1970 by this device's clock, which may be wrong: it only orders and dates what waits here. */
export const deviceTime = (): number => Math.round(performance.timeOrigin + performance.now());

type StoreName = "waiting" | "typed" | "person";

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open("kimberlite-outbox", 1);
    request.addEventListener("upgradeneeded", () => {
      request.result.createObjectStore("waiting", { keyPath: "id" });
      request.result.createObjectStore("typed", { keyPath: "path" });
      request.result.createObjectStore("person");
    });
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(failure(request.error)));
  });
}

async function write(name: StoreName, work: (store: IDBObjectStore) => IDBRequest): Promise<void> {
  const database = await open();
  try {
    await new Promise<void>((resolve, reject) => {
      const transaction = database.transaction(name, "readwrite");
      work(transaction.objectStore(name));
      transaction.addEventListener("complete", () => resolve());
      transaction.addEventListener("error", () => reject(failure(transaction.error)));
      transaction.addEventListener("abort", () => reject(failure(transaction.error)));
    });
  } finally {
    database.close();
  }
}

async function read<T>(name: StoreName, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const database = await open();
  try {
    return await new Promise<T>((resolve, reject) => {
      const request = work(database.transaction(name, "readonly").objectStore(name));
      request.addEventListener("success", () => resolve(request.result));
      request.addEventListener("error", () => reject(failure(request.error)));
    });
  } finally {
    database.close();
  }
}

function failure(error: DOMException | null): Error {
  return error ?? new Error("this browser keeps nothing");
}
