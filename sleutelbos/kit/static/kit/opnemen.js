// Say it instead of writing it: record up to a minute, hear it back, throw it away, or send it along
// with the form. The text field next to it always stays.
const LONGEST = 60_000; // milliseconds
const KINDS = ["audio/webm;codecs=opus", "audio/ogg;codecs=opus", "audio/mp4"];

/** Let a meter follow how loud it is, so that people see they are heard. */
function followLevel(stream, meter) {
  const sound = new AudioContext();
  const listener = sound.createAnalyser();
  listener.fftSize = 512;
  sound.createMediaStreamSource(stream).connect(listener);
  const samples = new Uint8Array(listener.fftSize);
  let loudest = 0;
  const timer = setInterval(() => {
    listener.getByteTimeDomainData(samples);
    const peak = Math.max(...samples.map((sample) => Math.abs(sample - 128))) / 128;
    loudest = Math.max(loudest, peak);
    meter.value = Math.min(1, peak * 2);
  }, 100);
  return () => {
    clearInterval(timer);
    sound.close();
    return loudest;
  };
}

/** Make one `.sb-opname` record into its own file field. */
export default function start(part) {
  if (!navigator.mediaDevices?.getUserMedia || !globalThis.MediaRecorder) return;
  const [button, meter, player, wipe, file, told] = ["start", "peil", "luister", "weg", "bestand", "melding"].map(
    (name) => part.querySelector(`[data-op=${name}]`),
  );
  const word = button.querySelector("span");
  const first = word.textContent;
  const words = part.dataset;
  let recorder = null;

  function tell(text) {
    told.textContent = text;
  }
  function clear(text = "") {
    file.value = "";
    if (player.src) URL.revokeObjectURL(player.src);
    player.removeAttribute("src");
    player.hidden = wipe.hidden = true;
    word.textContent = first;
    tell(text);
  }
  function keepRecording(chunks, type) {
    const kind = type.split(";")[0];
    const recording = new File(chunks, `opname.${kind.split("/")[1]}`, { type: kind });
    const carrier = new DataTransfer();
    carrier.items.add(recording);
    file.files = carrier.files;
    player.src = URL.createObjectURL(recording);
    player.hidden = wipe.hidden = false;
    word.textContent = words.opnieuw;
    tell(words.klaar);
  }
  async function record() {
    let stream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    } catch {
      return clear(words.niet); // denied, or there is no microphone
    }
    clear();
    const chunks = [];
    const stopLevel = followLevel(stream, meter);
    recorder = new MediaRecorder(stream, {
      mimeType: KINDS.find((kind) => MediaRecorder.isTypeSupported(kind)),
      audioBitsPerSecond: 24_000,
    });
    const limit = setTimeout(() => recorder.stop(), LONGEST);
    recorder.ondataavailable = ({ data }) => data.size && chunks.push(data);
    recorder.onstop = () => {
      clearTimeout(limit);
      for (const track of stream.getTracks()) track.stop();
      const heard = stopLevel() > 0.01;
      part.dataset.staat = "";
      meter.hidden = true;
      if (chunks.length && heard) keepRecording(chunks, recorder.mimeType);
      else clear(words.niet);
      recorder = null;
    };
    recorder.start();
    part.dataset.staat = "op";
    meter.hidden = false;
    word.textContent = words.stop;
  }
  button.addEventListener("click", () => (recorder ? recorder.stop() : record()));
  wipe.addEventListener("click", () => {
    clear(words.gewist);
    button.focus();
  });
  part.hidden = false;
}
