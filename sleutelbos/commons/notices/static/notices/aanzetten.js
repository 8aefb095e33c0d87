// Asks this browser for a sign, and gives its address to the form it stands in.
const bytes = (text) => {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
};

async function subscribe({ worker, key }) {
  const registration = await navigator.serviceWorker.register(worker);
  if ((await Notification.requestPermission()) !== "granted") return null;
  return registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(key) });
}

export default (form) => {
  if (!("serviceWorker" in navigator) || !("PushManager" in window)) return;
  const button = form.querySelector("button");
  button.hidden = false;
  button.addEventListener("click", async () => {
    const found = await subscribe(form.dataset).catch(() => null);
    if (!found) {
      form.querySelector("[role=status]").textContent = form.dataset.niet;
      return;
    }
    form.elements.endpoint.value = found.endpoint;
    form.requestSubmit();
  });
};
