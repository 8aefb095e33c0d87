// The button that opens the print window of the browser.
export default function start(button) {
  button.hidden = false; // without JavaScript it would do nothing
  button.addEventListener("click", () => print());
}
