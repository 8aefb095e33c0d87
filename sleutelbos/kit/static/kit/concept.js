// Typed words survive being signed out. Only on one's own device, only in forms that ask for it
// (<form id="…" data-keep>), only until they are sent, and only in this tab.
const PREFIX = "concept:";
const SENT = "concept-verstuurd";

const fieldsOf = (form) =>
  [...form.elements].filter(
    (field) => field.name && /^(text|search|textarea|tel|email|number)$/.test(field.type),
  );
const keyOf = (form) => `${PREFIX}${location.pathname}#${form.id}`;

function read(key) {
  try {
    return JSON.parse(sessionStorage.getItem(key));
  } catch {
    return null;
  }
}
function write(key, value) {
  try {
    sessionStorage.setItem(key, JSON.stringify(value));
  } catch {
    // A full or closed store must never stop someone from writing.
  }
}
function forgetAll() {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith("concept")) sessionStorage.removeItem(key);
}

/** The form was sent on the page before: gone well, unless the person was signed out on the way. */
function settleSent(isKnown) {
  const sent = read(SENT);
  if (!sent) return;
  sessionStorage.removeItem(SENT);
  const cameBack = document.querySelector("form[data-keep] [aria-invalid=true], #fouten");
  const signedOut = sent.wasKnown && !isKnown;
  if (!cameBack && !signedOut) sessionStorage.removeItem(sent.key);
}

function restore(form) {
  const draft = read(keyOf(form));
  if (!draft) return false;
  let changed = false;
  for (const field of fieldsOf(form)) {
    const kept = draft[field.name];
    if (kept && field.value === field.defaultValue && field.value !== kept) {
      field.value = kept;
      changed = true;
    }
  }
  return changed;
}

function keep(form, isKnown) {
  form.addEventListener("input", () => {
    write(keyOf(form), Object.fromEntries(fieldsOf(form).map((field) => [field.name, field.value])));
  });
  form.addEventListener("submit", () => write(SENT, { key: keyOf(form), wasKnown: isKnown }));
  form.addEventListener("htmx:afterRequest", ({ detail }) => {
    sessionStorage.removeItem(SENT);
    if (detail.successful) sessionStorage.removeItem(keyOf(form));
  });
}

function start() {
  const { body } = document;
  if ("shared" in body.dataset) return forgetAll();
  const isKnown = "person" in body.dataset;
  settleSent(isKnown);
  for (const form of document.querySelectorAll("form[data-keep][id]")) {
    if (restore(form)) document.dispatchEvent(new CustomEvent("melding", { detail: { value: body.dataset.bewaard } }));
    keep(form, isKnown);
  }
  document.querySelector("form[data-sign-out]")?.addEventListener("submit", forgetAll);
}

try {
  start();
} catch {
  // No session storage (private mode, blocked): writing works, it is only not kept.
}
