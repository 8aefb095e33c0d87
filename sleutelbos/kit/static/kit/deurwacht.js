// On the device at the door: whoever walks away finds the door again, whatever page was open.
// After 20 still seconds it says so, after 30 it goes back. Every touch and every key starts again.
const SAID = 20_000;
const GONE = 30_000;

export default function watch(part, say) {
  let soon, gone;
  const wait = () => {
    clearTimeout(soon);
    clearTimeout(gone);
    soon = setTimeout(() => say(part.textContent), SAID);
    gone = setTimeout(() => location.replace(part.dataset.deur), GONE);
  };
  for (const kind of ["pointerdown", "keydown", "input", "scroll"]) addEventListener(kind, wait, { passive: true });
  wait();
}
