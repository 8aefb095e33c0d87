// What waits on this device until there is internet: in order, sealed, and without any name.
// An item is {id, kind, tag?, brought_by?, at}: opaque codes, a kind and a moment. Where the browser
// can (a secure address) it is sealed with a key that cannot leave the browser.
const asked = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
const settled = (transaction) =>
  new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
  });

/** A random id, also where `crypto.randomUUID` is missing (an address without https). */
export function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const b = crypto.getRandomValues(new Uint8Array(16));
  b[6] = (b[6] & 15) | 64;
  b[8] = (b[8] & 63) | 128;
  const hex = [...b].map((n) => n.toString(16).padStart(2, "0")).join("");
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
}

function opened(name) {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore("items", { autoIncrement: true });
    request.result.createObjectStore("left", { autoIncrement: true }); // what the server could not keep
    request.result.createObjectStore("state");
  };
  return asked(request);
}

async function keyOf(db) {
  if (!globalThis.crypto?.subtle) return null;
  const kept = await asked(db.transaction("state").objectStore("state").get("key"));
  if (kept) return kept;
  const made = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  const store = db.transaction("state", "readwrite").objectStore("state");
  try {
    await asked(store.add(made, "key"));
    return made;
  } catch {
    return keyOf(db); // another window made one in the meantime
  }
}

class Outbox {
  constructor(db, key, name) {
    Object.assign(this, { db, key, name });
  }

  // ── The count in localStorage: only figures, so that a box that was thrown away shows.
  get told() {
    try {
      return JSON.parse(localStorage.getItem(this.name)) ?? { made: 0, done: 0 };
    } catch {
      return { made: 0, done: 0 };
    }
  }
  tell(change) {
    try {
      const { made, done } = this.told;
      localStorage.setItem(this.name, JSON.stringify({ made: made + (change.made ?? 0), done: done + (change.done ?? 0) }));
    } catch {
      // A full store: only the warning about lost items is gone, not the items.
    }
  }

  /** How many items were thrown away by the browser since we were last here. Told once. */
  async lost() {
    const store = (mode) => this.db.transaction("state", mode).objectStore("state");
    const known = await asked(store("readonly").get("begun"));
    const { made, done } = this.told;
    if (!known) await asked(store("readwrite").put(true, "begun"));
    const waiting = await this.count();
    if (known || made <= done) return 0;
    this.tell({ done: made - done - waiting });
    return Math.max(0, made - done - waiting);
  }

  async seal(item) {
    if (!this.key) return { plain: item };
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const bytes = new TextEncoder().encode(JSON.stringify(item));
    return { iv, data: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, this.key, bytes) };
  }
  async unseal(row) {
    if (row.plain) return row.plain;
    try {
      const bytes = await crypto.subtle.decrypt({ name: "AES-GCM", iv: row.iv }, this.key, row.data);
      return JSON.parse(new TextDecoder().decode(bytes));
    } catch {
      return { id: newId(), kind: "lost", count: 1, at: new Date().toISOString() };
    }
  }

  /** Keep an item; when this resolves it survives a reload. */
  async put(item) {
    const row = await this.seal(item);
    const transaction = this.db.transaction("items", "readwrite", { durability: "strict" });
    transaction.objectStore("items").add(row);
    await settled(transaction);
    this.tell({ made: 1 });
  }

  /** The oldest items, in order, as [number, item]; those after `after` only. */
  async first(limit, after = 0) {
    const range = IDBKeyRange.lowerBound(after, true);
    const store = this.db.transaction("items").objectStore("items");
    const [numbers, rows] = await Promise.all([asked(store.getAllKeys(range, limit)), asked(store.getAll(range, limit))]);
    return Promise.all(rows.map(async (row, n) => [numbers[n], await this.unseal(row)]));
  }

  /** Forget items that arrived; `left` holds those nobody could keep, for the host to hear of. */
  async remove(numbers, left = []) {
    const transaction = this.db.transaction(["items", "left"], "readwrite");
    numbers.forEach((number) => transaction.objectStore("items").delete(number));
    left.forEach(() => transaction.objectStore("left").add(1));
    await settled(transaction);
    this.tell({ done: numbers.length });
  }

  count() {
    return asked(this.db.transaction("items").objectStore("items").count());
  }
  countLeft() {
    return asked(this.db.transaction("left").objectStore("left").count());
  }
}

/** Without a place to keep things: they live as long as the page does, and are sent at once. */
class Pocket {
  items = [];
  next = 1;
  left = 0;
  lost = async () => 0;
  put = async (item) => void this.items.push([this.next++, item]);
  first = async (limit, after = 0) => this.items.filter(([n]) => n > after).slice(0, limit);
  async remove(numbers, left = []) {
    this.items = this.items.filter(([n]) => !numbers.includes(n));
    this.left += left.length;
  }
  count = async () => this.items.length;
  countLeft = async () => this.left;
}

/** Open the box of this door. */
export async function openOutbox(place) {
  try {
    const name = `deur-${place}`;
    const db = await opened(name);
    navigator.storage?.persist?.().catch(() => {});
    return new Outbox(db, await keyOf(db), name);
  } catch {
    return new Pocket();
  }
}

const CHUNK = 100;
const AWAY = new Set([502, 503, 504]); // something stands before the server, or it cannot just now

/** Why the server said no, as {status, code}; `code` is empty when it is not our own answer. */
export async function refusalOf(answer) {
  const isOurs = /^application\/(problem\+)?json\b/.test(answer.headers.get("Content-Type") ?? "");
  const told = isOurs ? await answer.json().catch(() => null) : null;
  return { status: answer.status, code: told?.code ?? "" };
}

/** Send what waits, in order. One item that cannot go does not stop the ones after it.
 *  `post(items)` gives the answers, or throws {status, code}; without status there is no internet.
 *  An item is only let go when our own server said what became of it: a plain 400 of something on
 *  the way says nothing about it. After two in a row that the server trips over we stop, and go on
 *  behind them the next time. */
export async function sendAll(box, post) {
  let size = CHUNK;
  let after = box.behind ?? 0;
  let tripped = 0;
  box.behind = 0;
  for (;;) {
    const batch = await box.first(size, after);
    if (!batch.length) return;
    const numbers = batch.map(([number]) => number);
    try {
      const answers = await post(batch.map(([, item]) => item));
      const refused = answers.filter(({ answer }) => answer === "refused");
      await box.remove(numbers, refused);
      size = CHUNK;
      tripped = 0;
    } catch ({ status, code }) {
      const isUnreadable = status === 422 && code === "unreadable";
      const isTrouble = status >= 500 && !AWAY.has(status);
      if (!isUnreadable && !isTrouble && status !== 413) return; // all of it stays
      if (batch.length > 1) {
        size = Math.ceil(batch.length / 2);
        continue;
      }
      if (status === 413) return;
      if (isUnreadable) await box.remove(numbers, batch);
      else if (++tripped === 2) return void (box.behind = numbers[0]);
      after = numbers[0]; // the server tripped over this one: the rest goes on
      size = CHUNK;
    }
  }
}
