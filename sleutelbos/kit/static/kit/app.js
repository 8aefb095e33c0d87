// What every page does a little better with JavaScript. Every page also works without it.
const { body } = document;
const byId = (id) => document.getElementById(id);

/** Say something in the status region; screen readers read it out. */
function say(text, kind = "") {
  const region = byId("melding");
  if (!region) return;
  const line = document.createElement("p");
  line.className = kind;
  line.textContent = text;
  region.replaceChildren(line);
  region.classList.add("sb-vlot"); // stays in sight, also far down a long page
}

// ── The token against forged requests: from a form on the page, else from the cookie.
function csrfToken() {
  const field = document.querySelector("input[name=csrfmiddlewaretoken]");
  if (field) return field.value;
  const found = document.cookie.match(/(?:^|; )(?:__Host-)?csrf(?:token)?=([^;]+)/);
  return found ? decodeURIComponent(found[1]) : "";
}
document.addEventListener("htmx:configRequest", (event) => {
  if (event.detail.verb !== "get") event.detail.headers["X-CSRFToken"] = csrfToken();
});

// ── A pressed button says "Even…" and stays a button; a second press does nothing.
const busy = new Map();
function press(button) {
  if (!button || busy.has(button)) return;
  busy.set(button, { said: [...button.childNodes], width: button.style.minInlineSize });
  button.style.minInlineSize = `${button.offsetWidth}px`;
  button.setAttribute("aria-busy", "true");
  button.replaceChildren(body.dataset.even || "…");
}
function release(button) {
  const was = busy.get(button);
  if (!was) return;
  busy.delete(button);
  button.replaceChildren(...was.said);
  button.style.minInlineSize = was.width;
  button.removeAttribute("aria-busy");
}
const pressedBy = (element, event) =>
  event?.submitter ?? (element.matches("button, .sb-knop") ? element : element.querySelector("button:not([type=button])"));

document.addEventListener("submit", (event) => {
  const button = pressedBy(event.target, event);
  if (busy.has(button)) return event.preventDefault();
  if (event.defaultPrevented || event.target.method === "dialog") return;
  // After the form has been read, so that the name and value of the button still go along.
  setTimeout(() => press(button));
  setTimeout(() => release(button), 8_000); // a download, or an answer that never came
});
document.addEventListener("htmx:beforeRequest", (event) => {
  const { elt, requestConfig } = event.detail;
  if (!requestConfig.triggeringEvent?.isTrusted) return;
  const button = pressedBy(elt, requestConfig.triggeringEvent);
  if (busy.has(button)) return event.preventDefault();
  byId("melding")?.replaceChildren();
  press(button);
});
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  release(pressedBy(detail.elt, detail.requestConfig?.triggeringEvent));
});
window.addEventListener("pageshow", () => [...busy.keys()].forEach(release));

// ── After a swap the focus goes to the result, and what it says is read out.
const focused = new WeakSet();
function moveFocus(root) {
  const goal = root.matches?.("[data-focus]") ? root : root.querySelector?.("[data-focus], [tabindex='-1']");
  if (!goal && !root.matches?.("[tabindex='-1']")) return false;
  const result = goal ?? root;
  if (result.tabIndex < 0 && !result.hasAttribute("tabindex")) result.setAttribute("tabindex", "-1");
  result.focus();
  return true;
}
document.addEventListener("htmx:afterSettle", ({ detail, target }) => {
  const told = target.matches?.("[data-melding]") ? target : target.querySelector?.("[data-melding]");
  if (told) say(told.dataset.melding);
  startModules(target);
  undoSoonGone();
  if (target.id === "melding") target.classList.add("sb-vlot");
  const isPress = detail.requestConfig?.triggeringEvent?.isTrusted;
  if (!isPress || target.id === "melding" || target.closest?.("#ongedaan") || focused.has(detail.xhr)) return;
  if (moveFocus(target)) focused.add(detail.xhr);
});
// The server may also send a line along: HX-Trigger: {"melding": "Bewaard"}.
document.addEventListener("melding", ({ detail }) => say(detail.value ?? String(detail)));

// ── Signed out in between, or something broke: say it plainly, lose nothing.
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  const { xhr } = detail;
  const elsewhere = xhr.responseURL && new URL(xhr.responseURL).pathname !== detail.pathInfo?.requestPath?.split("?")[0];
  if (xhr.status === 200 && elsewhere && /^\s*<!doctype/i.test(xhr.responseText)) {
    detail.shouldSwap = false;
    location.assign(xhr.responseURL);
  }
});
document.addEventListener("htmx:responseError", ({ detail }) => {
  if (![403, 404, 409].includes(detail.xhr.status)) say(body.dataset.mis, "error");
});
document.addEventListener("htmx:sendError", () => say(body.dataset.offline, "error"));

// ── The undo bar stays 20 seconds, longer while someone is reading it.
let undoTimer;
function undoSoonGone() {
  const bar = byId("ongedaan");
  if (!bar?.firstElementChild) return;
  clearTimeout(undoTimer);
  undoTimer = setTimeout(() => {
    if (bar.matches(":hover, :focus-within")) undoSoonGone();
    else bar.replaceChildren();
  }, 20_000);
}

// ── No internet: say it, and count what waits.
function showConnection() {
  const strip = byId("geen-internet");
  if (strip) strip.hidden = navigator.onLine;
}
window.addEventListener("online", showConnection);
window.addEventListener("offline", showConnection);

// ── The language menu closes with Escape, and when you go elsewhere.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details.sb-klap[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.sb-klap[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

// ── Parts that need more bring their own file: <… data-module="…">.
function startModules(root) {
  const parts = [...(root.querySelectorAll?.("[data-module]") ?? [])];
  if (root.matches?.("[data-module]")) parts.push(root);
  for (const part of parts) {
    const address = part.dataset.module;
    part.removeAttribute("data-module");
    import(new URL(address, location.href)).then((module) => module.default(part, say));
  }
}

showConnection();
undoSoonGone();
startModules(document);
document.querySelector("main [data-focus]:not([autofocus])")?.focus();
