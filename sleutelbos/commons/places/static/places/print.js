// The button that opens the print window of the browser.
export default function start(button) {
  button.addEventListener("click", () => print());
}
