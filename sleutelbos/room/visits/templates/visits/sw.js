// The service worker: a few pages without anything personal, and what they are made of, kept by
// path and language. It never keeps /mijn/, a form, an answer with a name, or a signed-in page.
const CACHE = "sleutelbos-1";
const OFFLINE = "{{ offline }}";
const WATCH = "{% static "kit/deurwacht.js" %}"; // on a tablet that page goes back to the door
const LANGUAGES = {{ languages|safe }};
const STATIC = "{{ static_url }}";
const PAGES = [/^\/deur\/[a-z0-9-]+\/$/, /^\/k\/[a-z0-9-]+\/$/];
const LANGUAGE = "/sw/taal"; // a note to itself: which language was read last
const PATIENCE = 4000;

const mayKeep = (url) => url.origin === location.origin && !url.search && (url.pathname === OFFLINE || PAGES.some((page) => page.test(url.pathname)));
const isStatic = (url) => url.origin === location.origin && url.pathname.startsWith(STATIC);
const isForEver = (url) => /\.[0-9a-f]{12}\./.test(url.pathname);
const keyOf = (path, language) => `${path}?sw-taal=${language}`;
// Answers vary by cookie; the key says all that matters, so what varies is left out of asking.
function bare(answer) {
  const headers = new Headers(answer.headers);
  for (const name of ["Vary", "Content-Encoding", "Content-Length"]) headers.delete(name);
  return headers;
}
const find = (cache, key) => cache.match(key, { ignoreVary: true });

self.addEventListener("install", (event) => event.waitUntil(keepOfflinePage().then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(tidy().then(() => self.clients.claim())));
self.addEventListener("message", (event) => {
  const asked = Array.isArray(event.data?.keep) ? event.data.keep : [];
  event.waitUntil(Promise.allSettled(asked.map((address) => keepAddress(address))));
});
self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET") return;
  if (isStatic(url)) event.respondWith(staticFile(event.request, url));
  else if (event.request.mode === "navigate" && url.origin === location.origin) event.respondWith(page(event.request, url));
});

async function tidy() {
  for (const name of await caches.keys()) if (name.startsWith("sleutelbos") && name !== CACHE) await caches.delete(name);
}

async function keepAddress(address) {
  const url = new URL(address, location.href);
  if (isStatic(url)) return void (await staticFile(new Request(url), url));
  if (mayKeep(url)) await keepPage(url.pathname);
}
// In every language: on the day without internet somebody else may be reading.
const keepOfflinePage = () => Promise.allSettled([keepAddress(WATCH), ...LANGUAGES.map((code) => keepPage(OFFLINE, `?in=${code}`))]);
async function keepPage(path, query = "") {
  const answer = await fetch(path + query, { redirect: "error" });
  if (answer.ok) await keep(path, answer);
}

/** Keep one page, with the moment it came; a page of a room only when it says that it is public. */
async function keep(path, answer) {
  const rules = answer.headers.get("Cache-Control") ?? "";
  if (path.startsWith("/k/") && !/\bpublic\b/.test(rules)) return;
  const language = answer.headers.get("Content-Language") ?? "nl";
  const headers = bare(answer);
  headers.set("Sleutelbos-Fetched", new Date().toISOString());
  const cache = await caches.open(CACHE);
  await cache.put(keyOf(path, language), new Response(await answer.blob(), { headers }));
}
async function remembersLanguage(language) {
  if (language) await (await caches.open(CACHE)).put(LANGUAGE, new Response(language));
}

/** The copy in the language that is read now; another language only when there is no choice. */
async function kept(path, { anyLanguage = true } = {}) {
  const cache = await caches.open(CACHE);
  const language = (await (await find(cache, LANGUAGE))?.text()) ?? "nl";
  const found = await find(cache, keyOf(path, language));
  if (found || !anyLanguage) return found;
  for (const key of await cache.keys()) if (new URL(key.url).pathname === path) return find(cache, key);
  return undefined;
}

/** The copy of this device, with the moment it was fetched on <html data-fetched>. */
async function dated(path) {
  const copy = await kept(path);
  if (!copy) return undefined;
  const when = copy.headers.get("Sleutelbos-Fetched");
  const text = (await copy.text()).replace("<html ", `<html data-fetched="${when}" `);
  return new Response(text, { headers: copy.headers });
}

async function page(request, url) {
  const copy = PAGES.some((each) => each.test(url.pathname));
  const asked = url.searchParams.get("taal");
  if (asked && /^[a-z]{2}$/.test(asked)) await remembersLanguage(asked);
  try {
    const answer = await (copy ? soon(fetch(request), url) : fetch(request));
    await remembersLanguage(answer.headers.get("Content-Language"));
    if (copy && !url.search) await remember(url, answer.clone());
    return answer;
  } catch {
    return withoutInternet(url);
  }
}
/** Do not wait for ever on a bad line when there is a copy. */
async function soon(answer, url) {
  if (!(await kept(url.pathname, { anyLanguage: false }))) return answer;
  const late = new Promise((_, reject) => setTimeout(() => reject(new Error("late")), PATIENCE));
  answer.catch(() => {});
  return Promise.race([answer, late]);
}
async function remember(url, answer) {
  if (answer.ok) return keep(url.pathname, answer);
  if (answer.type !== "opaqueredirect" && ![401, 403, 404].includes(answer.status)) return;
  const cache = await caches.open(CACHE); // no longer ours to show: a tablet that was taken away
  for (const key of await cache.keys()) if (new URL(key.url).pathname === url.pathname) await cache.delete(key);
}
async function withoutInternet(url) {
  return (await dated(url.pathname)) ?? (await kept(OFFLINE)) ?? Response.error();
}

async function staticFile(request, url) {
  const cache = await caches.open(CACHE);
  const copy = await find(cache, request.url);
  if (copy && isForEver(url)) return copy;
  try {
    const answer = await fetch(request);
    if (answer.ok && answer.status === 200) {
      await cache.put(request.url, new Response(await answer.clone().blob(), { headers: bare(answer) }));
    }
    return answer;
  } catch (error) {
    if (copy) return copy;
    throw error;
  }
}
