/* Readings that wait to be sent, kept on the device in their order. */

const NAME = "rostrum-check-in";
const STORE = "readings";

function opened() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "seq", autoIncrement: true });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function inStore(mode, work) {
  const database = await opened();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(STORE, mode);
      const request = work(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve(request?.result);
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

export const add = (reading) => inStore("readwrite", (store) => store.add(reading));

/** Those of one event, first come first. */
export async function waiting(event) {
  const all = await inStore("readonly", (store) => store.getAll());
  return all.filter((reading) => reading.event === event);
}

export const remove = (readings) => inStore("readwrite", (store) => {
  for (const { seq } of readings) store.delete(seq);
});
