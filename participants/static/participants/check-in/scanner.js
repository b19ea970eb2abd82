/* Reads QR codes from the camera: by the browser where it can, else by jsQR. */

const PAUSE = 150; // milliseconds between two looks
const SAME = 4000; // for so long a badge that stays before the camera is read once

async function reader(fallback) {
  if ("BarcodeDetector" in window && (await BarcodeDetector.getSupportedFormats()).includes("qr_code")) {
    const detector = new BarcodeDetector({ formats: ["qr_code"] });
    return async (video) => (await detector.detect(video))[0]?.rawValue;
  }
  await import(fallback);
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d", { willReadFrequently: true });
  return async (video) => {
    const scale = Math.min(1, 800 / video.videoWidth);
    canvas.width = video.videoWidth * scale;
    canvas.height = video.videoHeight * scale;
    context.drawImage(video, 0, 0, canvas.width, canvas.height);
    const { data, width, height } = context.getImageData(0, 0, canvas.width, canvas.height);
    return self.jsQR(data, width, height, { inversionAttempts: "dontInvert" })?.data;
  };
}

/** Shows the camera in `video` and calls `found` with each text; returns what stops it. Rejects without a camera. */
export async function start(video, fallback, found) {
  const read = await reader(fallback);
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" }, audio: false });
  video.srcObject = stream;
  await video.play();
  let last = { text: "", at: 0 };
  let timer = setTimeout(look, PAUSE);

  async function look() {
    const text = video.videoWidth ? await read(video).catch(() => undefined) : undefined;
    const now = Date.now();
    if (text && (text !== last.text || now - last.at > SAME)) found(text);
    if (text) last = { text, at: now };
    if (timer) timer = setTimeout(look, PAUSE);
  }

  return () => {
    clearTimeout(timer);
    timer = null;
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
  };
}
