// Starts the service worker, lets it keep this page, and says how old a kept page is.
const asked = () => [location.pathname, ...performance.getEntriesByType("resource").map((e) => e.name)];

/** Keep this page and what it is made of on the device. Only for pages without anything personal. */
export async function keepOffline() {
  if (!("serviceWorker" in navigator)) return;
  try {
    await navigator.serviceWorker.register("/sw.js");
    const { active } = await navigator.serviceWorker.ready;
    active.postMessage({ keep: asked() });
  } catch {
    // Without it the page works as long as there is internet.
  }
}

/** A copy from this device says when it was fetched: <p data-kept="… [time] …" hidden>. */
function sayAge() {
  const fetched = document.documentElement.dataset.fetched;
  const line = document.querySelector("[data-kept]");
  if (!fetched || !line) return;
  const when = new Date(fetched);
  const clock = `${when.getHours()}.${String(when.getMinutes()).padStart(2, "0")}`;
  const day = new Intl.DateTimeFormat(document.documentElement.lang, { weekday: "long", day: "numeric", month: "long", numberingSystem: "latn" });
  const bdi = document.createElement("bdi");
  bdi.textContent = when.toDateString() === new Date().toDateString() ? clock : `${day.format(when)}, ${clock}`;
  const [before, after] = line.dataset.kept.split("[time]");
  line.append(before, bdi, after ?? "");
  line.hidden = false;
}

sayAge();
/** As a part of a page: <p data-kept="…" data-module="…/offline.js" hidden>. */
export default () => keepOffline();
