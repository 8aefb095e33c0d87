// The door: turns the screens, keeps who came in until there is internet, forgets every name.
// Names live in `people` below, in the memory of this page, and nowhere else.
import { newId, openOutbox, refusalOf, sendAll } from "./outbox.js";
import { keepOffline } from "./offline.js";

const deur = document.getElementById("deur");
const words = deur.dataset;
const address = location.pathname;
const tags = JSON.parse(words.tags); // [code, pictogram, colour]: what may be kept
const colours = JSON.parse(words.colours);
const IDLE = 30_000;
const ANSWER = 20_000;
const DAY = 24 * 3600_000;
const wasReloaded = performance.getEntriesByType("navigation")[0]?.type === "reload";

let people = new Map(); // code → name; gone with the page
let host = null;
let on = []; // what is on now and next, at most three
let drawn = null; // draws the tiles of people again, when their names come in
let csrf = document.querySelector("[name=csrfmiddlewaretoken]").value;
let isOff = false;
let visit = null; // the item of who stands here now
let wasAt = null; // where somebody was when we asked „Ben je er nog?“
const box = await openOutbox(words.place);

// ── Screens ─────────────────────────────────────────────────────────────────────────────────────
const screen = (id) => document.getElementById(id);
const now = () => deur.dataset.screen;
const fill = (text, values) => text.replace(/\[(\w+)\]/g, (_, name) => values[name] ?? "");

/** Text with the person's name set apart, so that it reads well in any direction. */
function speak(element, text, values = {}) {
  const parts = text.split(/(\[\w+\])/).map((part) => {
    const name = part.match(/^\[(\w+)\]$/)?.[1];
    if (!name) return part;
    const bdi = document.createElement("bdi");
    if (name === "name") bdi.dir = "auto";
    bdi.textContent = values[name] ?? "";
    return bdi;
  });
  element.replaceChildren(...parts);
}

function show(id, { focus = true } = {}) {
  for (const section of deur.querySelectorAll(".sb-scherm")) section.classList.toggle("nu", section.id === id);
  deur.dataset.screen = id;
  if (id !== "namen" && id !== "buurnamen" && id !== "nog") drawn = null;
  if (id !== "namen" && id !== "nog") deur.querySelector("[data-people]").replaceChildren();
  if (id !== "buurnamen" && id !== "nog") deur.querySelector("[data-buddies]").replaceChildren();
  scrollTo(0, 0);
  if (focus) screen(id).querySelector("h1").focus();
  wait();
}

/** Nothing of the person who stood here stays. */
function forget() {
  visit = wasAt = null;
  deur.querySelectorAll("[data-tag], [data-on], [data-comes-call]").forEach((e) => e.replaceChildren());
  deur.querySelectorAll("[data-join]:not([hidden])").forEach((e) => e.remove());
  showHost();
  screen("dag").querySelector("h1").textContent = words.helloNameless;
  deur.querySelector("[data-with]").setAttribute("aria-pressed", "false");
}
function reset(focus = true) {
  forget();
  show("begin", { focus });
}

// ── Idle: first ask, then begin again ────────────────────────────────────────────────────────────
let timer;
function wait() {
  clearTimeout(timer);
  const at = now();
  const isForeign = document.documentElement.lang !== "nl";
  if (at === "begin" && !isForeign) return;
  timer = setTimeout(() => {
    if (screen(at).hasAttribute("data-half")) {
      wasAt = at;
      show("nog");
    } else {
      reset();
      if (isForeign) location.replace(`${address}?taal=nl`);
    }
  }, at === "nog" ? ANSWER : IDLE);
}
for (const kind of ["pointerdown", "keydown", "scroll"]) addEventListener(kind, () => now() !== "nog" && wait(), { passive: true });

// ── Tags ─────────────────────────────────────────────────────────────────────────────────────────
const drawing = (picto) => deur.querySelector(`#hangers [data-picto="${picto}"] svg`)?.cloneNode(true) ?? "";
function hanger(picto, colour) {
  const tag = document.createElement("span");
  const label = document.createElement("i");
  tag.className = "sb-hanger";
  label.className = `k-${colour}`;
  label.append(drawing(picto));
  tag.append(label);
  return tag;
}
/** A tile for everybody with this pictogram: by name, or by colour when no name is known. */
function tiles(picto, chosen, except) {
  return tags.filter(([code, drawn]) => drawn === picto && code !== except).map(([code, , colour]) => {
    const tile = document.createElement("button");
    tile.type = "button";
    tile.className = "sb-tegel";
    const name = document.createElement("bdi");
    name.dir = "auto";
    name.textContent = people.get(code) ?? colours[colour];
    tile.append(hanger(picto, colour), name);
    tile.addEventListener("click", () => chosen(code, picto, colour));
    return tile;
  });
}

// ── Coming in ────────────────────────────────────────────────────────────────────────────────────
async function keep(item) {
  try {
    await box.put(item);
  } catch {
    alarm(words.stuck); // the device is full: try to send this one by itself
    try {
      await post([item]);
      alarm("");
    } catch {
      return;
    }
  }
  await showQueue();
  sync();
}
function comeIn(kind, extra = {}) {
  visit = { id: newId(), kind, ...extra, at: new Date().toISOString() };
  keep(visit);
}
function undo() {
  if (visit) keep({ id: visit.id, kind: "undo", at: new Date().toISOString() });
  forget();
}
function greet(code, picto, colour) {
  comeIn("known", { tag: code });
  const dag = screen("dag");
  const name = people.get(code);
  dag.querySelector("[data-tag]").replaceChildren(hanger(picto, colour));
  speak(dag.querySelector("h1"), name ? words.hello : words.helloNameless, { name });
  const line = dag.querySelector("[data-on]");
  if (on.length) speak(line, on[0].is_now ? words.now : words.next, { time: on[0].at, title: on[0].title });
  offerToJoin(dag);
  show("dag");
}
/** „Ik doe mee“ once for everything that is on, each with its name. */
function offerToJoin(dag) {
  const mould = dag.querySelector("[data-join][hidden]");
  for (const each of on) {
    const tile = mould.cloneNode(true);
    const title = document.createElement("bdi");
    title.dir = "auto";
    title.textContent = each.title;
    tile.querySelector("small").replaceChildren(title);
    tile.dataset.join = each.code;
    tile.hidden = false;
    mould.before(tile);
  }
}
function broughtBy(code) {
  if (visit?.kind === "known") keep({ ...visit, brought_by: code });
  deur.querySelector("[data-on]").textContent = words.brought;
  show("dag");
}

// ── Taps ─────────────────────────────────────────────────────────────────────────────────────────
const withBuddy = () => deur.querySelector("[data-with]").getAttribute("aria-pressed") === "true";
const form = (values) => new URLSearchParams({ csrfmiddlewaretoken: csrf, ...values });
/** Fails without internet and when the server says no: either way nobody heard it. */
async function tell(path, values) {
  const answer = await fetch(address + path, { method: "POST", body: form(values), redirect: "manual" });
  if (answer.status >= 400) throw new Error(answer.status);
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href], [data-with]");
  if (!link || link.matches("[data-out], [hreflang], .sb-sla-over")) return;
  event.preventDefault();
  if (link.matches("[data-with]")) {
    link.setAttribute("aria-pressed", String(!withBuddy()));
    if (withBuddy()) tell("drinken/", { once: visit.id, what: "", new: "1", with: "1" }).catch(() => {});
    return wait();
  }
  if (link.matches("[data-undo]")) undo();
  if (link.matches("[data-coffee]")) pour({ once: visit.id, what: "koffie" });
  if (link.matches("[data-join]")) return join(link);
  if (link.matches("[data-picto]")) {
    drawn = () => deur.querySelector("[data-people]").replaceChildren(...tiles(link.dataset.picto, greet));
    drawn();
    return show("namen");
  }
  if (link.matches("[data-buddy-picto]")) {
    drawn = () => deur.querySelector("[data-buddies]").replaceChildren(...tiles(link.dataset.buddyPicto, broughtBy, visit?.tag));
    drawn();
    return show("buurnamen");
  }
  if (link.matches("[data-still]")) return show(wasAt ?? "begin");
  const goal = link.hash.slice(1);
  if (goal === "begin") return reset();
  if (screen(goal)) show(goal);
});
function submitted(event) {
  const sent = event.target;
  event.preventDefault();
  event.stopPropagation(); // nothing here is sent by the browser, so no button has to wait
  if (sent.matches("[data-new]")) {
    comeIn("new");
    show("drinken");
  } else if (sent.matches("[data-drink]")) {
    const what = event.submitter.value;
    const values = { once: visit?.id ?? newId(), what, new: "1", ...(withBuddy() && { with: "1" }) };
    show("klaar");
    if (what || withBuddy()) pour(values);
  } else if (sent.matches("[data-call]")) call();
}
document.addEventListener("submit", submitted, true);
/** Tell the table what to pour; without internet nobody there hears it, and that is said. */
function pour(values) {
  const line = deur.querySelector("[data-comes]");
  const mine = visit;
  tell("drinken/", values).catch(() => {
    if (visit === mine) line.textContent = words.pourOffline; // not to who comes in next
  });
}
function call() {
  const line = deur.querySelector("[data-comes-call]");
  tell("roep/").then(
    () => {
      if (host) speak(line, words.comes, { name: host[1] });
      show("geroepen");
    },
    () => alarm(words.callOffline, true),
  );
}
async function join(tile) {
  const line = deur.querySelector("[data-on]");
  const title = tile.querySelector("small").textContent;
  try {
    const answer = await fetch(`${address}meedoen/`, { method: "POST", body: form({ tag: visit.tag, code: tile.dataset.join }), headers: { Accept: "application/json" } });
    const told = await answer.json();
    if (answer.ok) speak(line, told.state === "waiting" ? words.inLine : words.joined, { title });
    else line.textContent = told.title;
    tile.remove();
  } catch {
    line.textContent = document.body.dataset.offline;
  }
  wait();
}

// ── Back always shows the start ──────────────────────────────────────────────────────────────────
history.replaceState(null, "", address);
addEventListener("pointerdown", () => history.pushState(null, "", address), { once: true });
addEventListener("popstate", () => {
  history.pushState(null, "", address);
  reset();
});

// ── With the server ──────────────────────────────────────────────────────────────────────────────
async function refresh() {
  let answer;
  try {
    answer = await fetch(`${address}namen/`, { headers: { Accept: "application/json" }, cache: "no-store" });
  } catch {
    return false;
  }
  if (answer.status === 403) switchedOff();
  if (!answer.ok) return false;
  const told = await answer.json();
  isOff = false;
  ({ csrf, host } = told);
  on = told.on;
  people = new Map(told.people.map(([code, name]) => [code, name]));
  showHost();
  drawn?.();
  const same = told.people.length === tags.length && tags.every(([code]) => people.has(code));
  // At most once a minute: on a bad line the page that comes may be the kept one again.
  if (!same && now() === "begin" && (!wasReloaded || performance.now() > 60_000)) location.reload();
  return true;
}
function switchedOff() {
  isOff = true;
  people.clear();
  host = null;
  on = [];
  showHost();
  reset(false);
  alarm(words.off);
}
async function post(items, again = true) {
  const body = JSON.stringify({ now: new Date().toISOString(), items });
  const headers = { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": csrf };
  const answer = await fetch(`${address}post/`, { method: "POST", body, headers });
  if (answer.status === 403 && again && (await refresh())) return post(items, false);
  if (!answer.ok) throw await refusalOf(answer);
  return (await answer.json()).answers;
}
let sending = null;
function sync() {
  sending ??= sendAll(box, post).finally(() => {
    sending = null;
    showQueue();
  });
  return sending.then(async () => {
    if ((await box.count()) && navigator.onLine && !isOff) setTimeout(sync, 5000);
  });
}

// ── What everybody may see: who receives, what waits ─────────────────────────────────────────────
function showHost() {
  const place = document.getElementById("gastvrouw");
  const line = deur.querySelector("[data-comes]");
  line.dataset.plain ??= line.textContent;
  deur.querySelector("[data-key]").dataset.plain ??= deur.querySelector("[data-key]").textContent;
  const button = document.querySelector("[data-call] button span");
  button.dataset.plain ??= button.textContent;
  if (!host) {
    place.replaceChildren();
    for (const e of [line, deur.querySelector("[data-key]"), button]) e.textContent = e.dataset.plain;
    return;
  }
  const [, name, picto, colour] = host;
  const said = document.createElement("span");
  speak(said, words.receives, { name });
  place.replaceChildren(hanger(picto, colour).firstChild, said);
  speak(line, words.comes, { name });
  speak(deur.querySelector("[data-key]"), words.key, { name });
  speak(button, words.call, { name });
}
const strip = document.getElementById("geen-internet");
strip.querySelector("span").textContent = words.strip;
function alarm(text, soon = false) {
  const line = document.getElementById("melding");
  line.textContent = text;
  if (soon) setTimeout(() => line.textContent === text && line.replaceChildren(), IDLE);
}
async function showQueue() {
  const badge = document.getElementById("wacht");
  const n = await box.count();
  const left = await box.countLeft();
  const [oldest] = n ? await box.first(1) : [];
  badge.hidden = n === 0;
  badge.textContent = n === 1 ? words.waitsOne : fill(words.waits, { n });
  if (oldest && Date.now() - Date.parse(oldest[1].at) > DAY) alarm(n === 1 ? words.oldOne : fill(words.old, { n }));
  else if (left) alarm(words.stuck);
  else if (!isOff) alarm("");
}

// ── Begin ────────────────────────────────────────────────────────────────────────────────────────
deur.querySelectorAll("[data-js]").forEach((e) => (e.hidden = false));
show("begin", { focus: false });
const lost = await box.lost();
if (lost) await keep({ id: newId(), kind: "lost", count: lost, at: new Date().toISOString() });
await showQueue();
await refresh();
sync();
setInterval(() => refresh().then((ok) => ok && sync()), 60_000);
addEventListener("online", () => refresh().then(sync));
keepOffline();
deur.dataset.ready = "";
