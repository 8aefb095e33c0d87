// Read the page aloud, sentence by sentence, and show which one. The button appears only when the
// device really lists a voice of this language: Android otherwise reads Dutch with an English voice.
const BLOCKS = "h1,h2,h3,p,li,td,th,dt,dd,label,legend,summary,caption,button,a.sb-knop,figcaption,span.sb-tijd";
const SKIP = "[hidden],[aria-hidden=true],svg,script,style,template,.sb-weg,audio,textarea,select,option";

const base = (lang) => lang.replace("_", "-").split("-")[0].toLowerCase();
const voiceFor = (lang) => speechSynthesis.getVoices().find((voice) => base(voice.lang) === base(lang));

/** The text of the page in reading order, as blocks of text nodes. */
function blocksOf(root) {
  const blocks = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!node.data.trim() || parent.closest(SKIP) || parent.checkVisibility?.() === false) continue;
    const block = parent.closest(BLOCKS) ?? parent;
    if (blocks.at(-1)?.block === block) blocks.at(-1).nodes.push(node);
    else blocks.push({ block, nodes: [node] });
  }
  return blocks;
}

/** Cut a block into sentences, each with the range it covers on the page. */
function sentencesOf({ block, nodes }) {
  const text = nodes.map((node) => node.data).join("");
  const { lang } = block.closest("[lang]");
  const cuts = Intl.Segmenter
    ? [...new Intl.Segmenter(lang, { granularity: "sentence" }).segment(text)]
    : [{ segment: text, index: 0 }];
  const point = (offset) => {
    let rest = offset;
    for (const node of nodes) {
      if (rest <= node.data.length) return [node, rest];
      rest -= node.data.length;
    }
    return [nodes.at(-1), nodes.at(-1).data.length];
  };
  return cuts
    .filter(({ segment }) => segment.trim())
    .map(({ segment, index }) => {
      const range = new Range();
      range.setStart(...point(index));
      range.setEnd(...point(index + segment.length));
      return { text: segment.trim(), lang, range, block };
    });
}

function mark(sentence) {
  if (globalThis.Highlight && CSS.highlights) {
    if (sentence) CSS.highlights.set("sb-lees", new Highlight(sentence.range));
    else CSS.highlights.delete("sb-lees");
  } else {
    document.querySelector(".sb-leest")?.classList.remove("sb-leest");
    sentence?.block.classList.add("sb-leest");
  }
  sentence?.range.startContainer.parentElement.scrollIntoView({ block: "nearest" });
}

/** Make the read-aloud button work, once there is a voice. */
export default function start(button) {
  if (!("speechSynthesis" in globalThis)) return;
  const word = button.querySelector("span");
  const read = word.textContent;
  const show = () => {
    button.hidden = !voiceFor(document.documentElement.lang);
  };
  let queue = [];

  function stop() {
    queue = [];
    speechSynthesis.cancel();
    mark(null);
    word.textContent = read;
    button.setAttribute("aria-pressed", "false");
  }
  function next() {
    const sentence = queue.shift();
    if (!sentence) return stop();
    const voice = voiceFor(sentence.lang);
    if (!voice) return next();
    const spoken = new SpeechSynthesisUtterance(sentence.text);
    Object.assign(spoken, { voice, lang: voice.lang, rate: 0.9 });
    spoken.onend = () => button.getAttribute("aria-pressed") === "true" && next();
    spoken.onerror = (event) => event.error !== "canceled" && event.error !== "interrupted" && stop();
    mark(sentence);
    speechSynthesis.speak(spoken);
  }
  button.addEventListener("click", () => {
    if (button.getAttribute("aria-pressed") === "true") return stop();
    button.setAttribute("aria-pressed", "true");
    word.textContent = button.dataset.stop;
    queue = blocksOf(document.querySelector("main")).flatMap(sentencesOf);
    next();
  });
  window.addEventListener("pagehide", stop);
  speechSynthesis.addEventListener?.("voiceschanged", show);
  show();
}
