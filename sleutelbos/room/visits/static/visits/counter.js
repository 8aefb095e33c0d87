// „Eén erbij“ at a counting moment: counts at once, sends when there is internet. Each press has an
// id of its own, so sending twice is harmless. What waits are random ids; nothing is about people.
import { newId, refusalOf } from "./outbox.js";

export default function start(root, say) {
  const { tick, code, waits, done, again } = root.dataset;
  const name = `tel-${code}`;
  const shown = root.querySelector("[data-people]");
  const queue = root.querySelector("[data-queue]");
  const token = root.querySelector("[name=csrfmiddlewaretoken]").value;
  let waiting = read();
  let known = Number(shown.textContent);
  let busy = false;
  let stopped = false; // the server said no, and that was said

  function read() {
    try {
      return JSON.parse(localStorage.getItem(name)) ?? [];
    } catch {
      return [];
    }
  }
  function keep() {
    try {
      if (waiting.length) localStorage.setItem(name, JSON.stringify(waiting));
      else localStorage.removeItem(name);
    } catch {
      // A full store: what waits lives as long as this page does.
    }
    shown.textContent = Math.max(0, known + waiting.reduce((sum, [, step]) => sum + step, 0));
    queue.hidden = !waiting.length || busy;
    queue.textContent = waits.replace("[n]", waiting.length);
  }
  async function send() {
    if (busy || !waiting.length) return !waiting.length;
    busy = true;
    stopped = false;
    const sent = waiting.slice(0, 400);
    try {
      const body = new URLSearchParams({ csrfmiddlewaretoken: token, presses: JSON.stringify(sent) });
      const answer = await fetch(tick, { method: "POST", body, headers: { Accept: "application/json" } });
      if (answer.ok) {
        known = (await answer.json()).people;
        waiting = waiting.slice(sent.length);
      } else await refused(await refusalOf(answer));
    } catch {
      setTimeout(send, 5000); // no internet, or a server in trouble: all of it stays
    }
    busy = false;
    keep();
    return !waiting.length;
  }
  async function refused({ status, code }) {
    if (status >= 500) throw new Error(status);
    if (code === "counted") {
      say(done.replace("[n]", waiting.length), "error");
      waiting = []; // the count stands without them, and that is said
      return;
    }
    stopped = true;
    say(again, "error"); // signed out meanwhile, or not allowed: what waits stays
  }

  root.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    event.stopPropagation();
    waiting.push([newId(), Number(event.submitter.value)]);
    keep();
    send();
  });
  root.querySelector("[data-finish]").addEventListener("submit", async (event) => {
    if (!waiting.length) return;
    event.preventDefault();
    event.stopPropagation();
    if (await send()) event.target.submit();
    else if (!stopped) say(document.body.dataset.offline, "error");
  });
  addEventListener("online", send);
  keep();
  send();
}
