// Come in with a key in one's own device (WebAuthn), or make one. The part stays hidden where the
// browser cannot do it; a code by mail and the key card always work.
const toBytes = (text) => {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (character) => character.charCodeAt(0));
};
const toText = (bytes) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

/** POST to one of our addresses; gives the JSON of the answer, or throws its sentence. */
async function post(address, token, body) {
  const answer = await fetch(address, {
    method: "POST",
    headers: { "X-CSRFToken": token, "Content-Type": "application/json", Accept: "application/json" },
    body: JSON.stringify(body),
  });
  const isJson = answer.headers.get("Content-Type")?.includes("json");
  const said = isJson ? await answer.json() : {};
  if (!answer.ok) throw new Error(said.title ?? "");
  return said;
}

/** Make a new key in this device and describe it for the server. */
async function make({ publicKey }) {
  publicKey.challenge = toBytes(publicKey.challenge);
  publicKey.user.id = toBytes(publicKey.user.id);
  publicKey.excludeCredentials = (publicKey.excludeCredentials ?? []).map((key) => ({ ...key, id: toBytes(key.id) }));
  const made = await navigator.credentials.create({ publicKey });
  return {
    id: made.id,
    rawId: toText(made.rawId),
    type: made.type,
    clientExtensionResults: {},
    response: {
      clientDataJSON: toText(made.response.clientDataJSON),
      attestationObject: toText(made.response.attestationObject),
    },
  };
}

/** Let this device sign the challenge and describe the answer for the server. */
async function show({ publicKey }) {
  publicKey.challenge = toBytes(publicKey.challenge);
  const shown = await navigator.credentials.get({ publicKey });
  const { response } = shown;
  return {
    id: shown.id,
    rawId: toText(shown.rawId),
    type: shown.type,
    clientExtensionResults: {},
    response: {
      clientDataJSON: toText(response.clientDataJSON),
      authenticatorData: toText(response.authenticatorData),
      signature: toText(response.signature),
      userHandle: response.userHandle ? toText(response.userHandle) : null,
    },
  };
}

/** Wire one part: data-begin and data-klaar are addresses; data-new means: make a key. */
export default function start(part) {
  if (!globalThis.PublicKeyCredential) return;
  const told = part.querySelector("[role=status]");
  const token = part.querySelector("input[name=csrfmiddlewaretoken]").value;
  const { begin, klaar, next, niet } = part.dataset;
  part.hidden = false;
  part.querySelector("button").addEventListener("click", async () => {
    told.textContent = "";
    try {
      const options = await post(begin, token, {});
      const answer = "new" in part.dataset ? await make(options) : await show(options);
      const { to } = await post(next ? `${klaar}?next=${encodeURIComponent(next)}` : klaar, token, answer);
      location.assign(to);
    } catch (error) {
      // A person who closes the window of the device gets our sentence too, not the browser's.
      told.textContent = (error instanceof DOMException ? "" : error.message) || niet;
    }
  });
}
